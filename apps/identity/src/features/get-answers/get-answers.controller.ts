import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetAnswers } from '#contracts/identity/forms';

@Controller()
export class GetAnswersController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetAnswers.subject)
  get(@Payload() query: GetAnswers) {
    return this.queries.execute(query);
  }
}
