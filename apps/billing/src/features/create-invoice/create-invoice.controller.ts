import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { InvoiceRecord } from '#contracts/billing/documents.query';
import { CreateInvoice } from '#contracts/billing/staff-documents';

@Controller()
export class CreateInvoiceController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateInvoice.subject)
  create(@Payload() command: CreateInvoice): Promise<InvoiceRecord> {
    return this.commands.execute(command);
  }
}
