import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListUnpaidAccounts, type UnpaidAccountRecord } from '#contracts/billing/unpaid.query';
import type { Page } from '#contracts/message';

@Controller()
export class ListUnpaidAccountsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListUnpaidAccounts.subject)
  list(@Payload() question: ListUnpaidAccounts): Promise<Page<UnpaidAccountRecord>> {
    return this.queries.execute(question);
  }
}
