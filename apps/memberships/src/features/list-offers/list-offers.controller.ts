import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListOffers } from '#contracts/memberships/offers';

@Controller()
export class ListOffersController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListOffers.subject)
  list(@Payload() query: ListOffers) {
    return this.queries.execute(query);
  }
}
