import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FindSimilarPeople } from '#contracts/identity/find-similar-people.query';

@Controller()
export class FindSimilarPeopleController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(FindSimilarPeople.subject)
  find(@Payload() query: FindSimilarPeople) {
    return this.queries.execute(query);
  }
}
