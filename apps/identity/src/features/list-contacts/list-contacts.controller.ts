import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListContacts } from '#contracts/identity/contacts';

@Controller()
export class ListContactsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListContacts.subject)
  list(@Payload() query: ListContacts) {
    return this.queries.execute(query);
  }
}
