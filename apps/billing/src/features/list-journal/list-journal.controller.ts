import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListJournal, type JournalEntry } from '#contracts/billing/journal';
import type { Page } from '#contracts/message';

@Controller()
export class ListJournalController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListJournal.subject)
  list(@Payload() question: ListJournal): Promise<Page<JournalEntry>> {
    return this.queries.execute(question);
  }
}
