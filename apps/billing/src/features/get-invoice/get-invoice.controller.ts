import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetInvoice, type InvoiceRecord } from '#contracts/billing/documents.query';

@Controller()
export class GetInvoiceController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetInvoice.subject)
  get(@Payload() question: GetInvoice): Promise<InvoiceRecord> {
    return this.queries.execute(question);
  }
}
