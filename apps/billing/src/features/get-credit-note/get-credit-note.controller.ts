import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetCreditNote, type CreditNoteRecord } from '#contracts/billing/staff-documents';

@Controller()
export class GetCreditNoteController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetCreditNote.subject)
  get(@Payload() question: GetCreditNote): Promise<CreditNoteRecord> {
    return this.queries.execute(question);
  }
}
