import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetCatalogueDraft } from '#contracts/memberships/catalogue-drafts';

@Controller()
export class GetCatalogueDraftController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetCatalogueDraft.subject)
  get(@Payload() query: GetCatalogueDraft) {
    return this.queries.execute(query);
  }
}
