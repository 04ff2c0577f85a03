import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListDraftedListings } from '#contracts/memberships/catalogue-drafts';

@Controller()
export class ListDraftedListingsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListDraftedListings.subject)
  list(@Payload() query: ListDraftedListings) {
    return this.queries.execute(query);
  }
}
