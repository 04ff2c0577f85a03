import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PreviewAffiliationCancellation } from '#contracts/memberships/affiliations';

@Controller()
export class PreviewAffiliationCancellationController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(PreviewAffiliationCancellation.subject)
  preview(@Payload() query: PreviewAffiliationCancellation) {
    return this.queries.execute(query);
  }
}
