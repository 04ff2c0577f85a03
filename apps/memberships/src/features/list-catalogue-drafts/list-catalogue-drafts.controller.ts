import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListCatalogueDrafts } from '#contracts/memberships/catalogue-drafts';

@Controller()
export class ListCatalogueDraftsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListCatalogueDrafts.subject)
  list(@Payload() query: ListCatalogueDrafts) {
    return this.queries.execute(query);
  }
}
