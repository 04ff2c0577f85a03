import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetUpstreamCredit, type UpstreamCreditRecord } from '#contracts/billing/cancellations';

@Controller()
export class GetUpstreamCreditController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetUpstreamCredit.subject)
  get(@Payload() question: GetUpstreamCredit): Promise<UpstreamCreditRecord> {
    return this.queries.execute(question);
  }
}
