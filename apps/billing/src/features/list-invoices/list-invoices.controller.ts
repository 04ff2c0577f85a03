import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListInvoices, type InvoiceRecord } from '#contracts/billing/documents.query';
import type { Page } from '#contracts/message';

@Controller()
export class ListInvoicesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListInvoices.subject)
  list(@Payload() question: ListInvoices): Promise<Page<InvoiceRecord>> {
    return this.queries.execute(question);
  }
}
