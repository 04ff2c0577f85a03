import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateCreditNote, type CreditNoteRecord } from '#contracts/billing/staff-documents';

@Controller()
export class CreateCreditNoteController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateCreditNote.subject)
  create(@Payload() command: CreateCreditNote): Promise<CreditNoteRecord> {
    return this.commands.execute(command);
  }
}
