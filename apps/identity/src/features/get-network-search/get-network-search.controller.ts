import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetNetworkSearch } from '#contracts/identity/search-people';

@Controller()
export class GetNetworkSearchController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetNetworkSearch.subject)
  get(@Payload() query: GetNetworkSearch) {
    return this.queries.execute(query);
  }
}
