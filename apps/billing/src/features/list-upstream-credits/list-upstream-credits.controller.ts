import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListUpstreamCredits, type UpstreamCreditRecord } from '#contracts/billing/cancellations';
import type { Page } from '#contracts/message';
@Controller()
export class ListUpstreamCreditsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListUpstreamCredits.subject)
  list(@Payload() question: ListUpstreamCredits): Promise<Page<UpstreamCreditRecord>> {
    return this.queries.execute(question);
  }
}
