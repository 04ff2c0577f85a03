import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListForms } from '#contracts/identity/forms';

@Controller()
export class ListFormsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListForms.subject)
  list(@Payload() query: ListForms) {
    return this.queries.execute(query);
  }
}
