import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListLedgerCodes, type LedgerCodeRecord } from '#contracts/billing/ledger-codes';
import type { Page } from '#contracts/message';

@Controller()
export class ListLedgerCodesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListLedgerCodes.subject)
  list(@Payload() question: ListLedgerCodes): Promise<Page<LedgerCodeRecord>> {
    return this.queries.execute(question);
  }
}
