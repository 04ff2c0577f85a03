import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetDuplicateSearch } from '#contracts/identity/possible-duplicates';

@Controller()
export class GetDuplicateSearchController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetDuplicateSearch.subject)
  get(@Payload() query: GetDuplicateSearch) {
    return this.queries.execute(query);
  }
}
