import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { MatchPeople } from '#contracts/identity/match-people.query';

@Controller()
export class MatchPeopleController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(MatchPeople.subject)
  match(@Payload() query: MatchPeople) {
    return this.queries.execute(query);
  }
}
