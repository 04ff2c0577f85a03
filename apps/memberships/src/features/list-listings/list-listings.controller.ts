import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListListings } from '#contracts/memberships/offers';

@Controller()
export class ListListingsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListListings.subject)
  list(@Payload() query: ListListings) {
    return this.queries.execute(query);
  }
}
