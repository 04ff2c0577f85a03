import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetOffer } from '#contracts/memberships/offers';

@Controller()
export class GetOfferController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetOffer.subject)
  get(@Payload() query: GetOffer) {
    return this.queries.execute(query);
  }
}
