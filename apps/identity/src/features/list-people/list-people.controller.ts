import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListPeople } from '#contracts/identity/accounts.query';

@Controller()
export class ListPeopleController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListPeople.subject)
  list(@Payload() query: ListPeople) {
    return this.queries.execute(query);
  }
}
