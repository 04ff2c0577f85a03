import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetBillingAccount, type BillingAccountRecord } from '#contracts/billing/documents.query';

@Controller()
export class GetBillingAccountController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetBillingAccount.subject)
  get(@Payload() question: GetBillingAccount): Promise<BillingAccountRecord> {
    return this.queries.execute(question);
  }
}
