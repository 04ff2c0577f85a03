import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListBillingAccounts, type BillingAccountRecord } from '#contracts/billing/documents.query';
import type { Page } from '#contracts/message';

@Controller()
export class ListBillingAccountsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListBillingAccounts.subject)
  list(@Payload() question: ListBillingAccounts): Promise<Page<BillingAccountRecord>> {
    return this.queries.execute(question);
  }
}
