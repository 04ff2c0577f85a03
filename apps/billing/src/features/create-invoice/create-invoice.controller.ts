import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { InvoiceRecord } from '#contracts/billing/documents.query';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { CreateInvoice, PreviewInvoice } from '#contracts/billing/staff-documents';

@Controller()
export class CreateInvoiceController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @MessagePattern(PreviewInvoice.subject)
  preview(@Payload() question: PreviewInvoice): Promise<PlannedBilling> {
    return this.queries.execute(question);
  }

  @MessagePattern(CreateInvoice.subject)
  create(@Payload() command: CreateInvoice): Promise<InvoiceRecord> {
    return this.commands.execute(command);
  }
}
