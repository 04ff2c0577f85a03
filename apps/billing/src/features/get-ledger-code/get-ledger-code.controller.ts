import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetLedgerCode, type LedgerCodeRecord } from '#contracts/billing/ledger-codes';

@Controller()
export class GetLedgerCodeController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetLedgerCode.subject)
  get(@Payload() question: GetLedgerCode): Promise<LedgerCodeRecord> {
    return this.queries.execute(question);
  }
}
