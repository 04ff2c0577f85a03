import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PreviewAffiliation } from '#contracts/memberships/affiliations';

@Controller()
export class PreviewAffiliationController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(PreviewAffiliation.subject)
  preview(@Payload() message: PreviewAffiliation) {
    return this.queries.execute(message);
  }
}
