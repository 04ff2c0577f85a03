import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListLedgerCodeItems, type LedgerCodeItem } from '#contracts/billing/ledger-codes';
import type { Page } from '#contracts/message';

@Controller()
export class ListLedgerCodeItemsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListLedgerCodeItems.subject)
  list(@Payload() question: ListLedgerCodeItems): Promise<Page<LedgerCodeItem>> {
    return this.queries.execute(question);
  }
}
