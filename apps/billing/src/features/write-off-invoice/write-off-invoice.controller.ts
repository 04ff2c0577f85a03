import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { WriteOffInvoice, type CreditNoteRecord } from '#contracts/billing/staff-documents';

@Controller()
export class WriteOffInvoiceController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(WriteOffInvoice.subject)
  writeOff(@Payload() command: WriteOffInvoice): Promise<CreditNoteRecord> {
    return this.commands.execute(command);
  }
}
