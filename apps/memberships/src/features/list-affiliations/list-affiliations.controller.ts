import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetAffiliation, ListAffiliations } from '#contracts/memberships/affiliations';

@Controller()
export class ListAffiliationsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListAffiliations.subject)
  list(@Payload() query: ListAffiliations) {
    return this.queries.execute(query);
  }

  @MessagePattern(GetAffiliation.subject)
  get(@Payload() query: GetAffiliation) {
    return this.queries.execute(query);
  }
}
