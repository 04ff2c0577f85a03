import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ExportJournal } from '#contracts/billing/journal';

@Controller()
export class ExportJournalController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ExportJournal.subject)
  export(@Payload() question: ExportJournal): Promise<{ text: string; next: string | null; fileName: string }> {
    return this.queries.execute(question);
  }
}
