import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetOwnAnswers } from '#contracts/identity/forms';

@Controller()
export class GetOwnAnswersController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetOwnAnswers.subject)
  get(@Payload() query: GetOwnAnswers) {
    return this.queries.execute(query);
  }
}
