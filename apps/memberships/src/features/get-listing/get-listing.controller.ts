import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetListing } from '#contracts/memberships/offers';

@Controller()
export class GetListingController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetListing.subject)
  get(@Payload() query: GetListing) {
    return this.queries.execute(query);
  }
}
