import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListCreditNotes, type CreditNoteRecord } from '#contracts/billing/staff-documents';
import type { Page } from '#contracts/message';

@Controller()
export class ListCreditNotesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListCreditNotes.subject)
  list(@Payload() question: ListCreditNotes): Promise<Page<CreditNoteRecord>> {
    return this.queries.execute(question);
  }
}
