import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FindTouchedPeople } from '#contracts/identity/withdraw-people.command';

@Controller()
export class FindTouchedPeopleController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(FindTouchedPeople.subject)
  handle(@Payload() query: FindTouchedPeople) {
    return this.queries.execute(query);
  }
}
