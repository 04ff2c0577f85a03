import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { CreateCreditNote, PreviewCreditNote, type CreditNoteRecord } from '#contracts/billing/staff-documents';

@Controller()
export class CreateCreditNoteController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @MessagePattern(PreviewCreditNote.subject)
  preview(@Payload() question: PreviewCreditNote): Promise<PlannedBilling> {
    return this.queries.execute(question);
  }

  @MessagePattern(CreateCreditNote.subject)
  create(@Payload() command: CreateCreditNote): Promise<CreditNoteRecord> {
    return this.commands.execute(command);
  }
}
