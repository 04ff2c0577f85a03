import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetForm } from '#contracts/identity/forms';

@Controller()
export class GetFormController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetForm.subject)
  get(@Payload() query: GetForm) {
    return this.queries.execute(query);
  }
}
