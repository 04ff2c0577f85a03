import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SearchPeople } from '#contracts/identity/search-people';

@Controller()
export class SearchPeopleController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(SearchPeople.subject)
  search(@Payload() query: SearchPeople) {
    return this.queries.execute(query);
  }
}
