import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListJournal, type JournalEntry } from '#contracts/billing/journal';
import type { Page } from '#contracts/message';
import { todayIn } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { pageOf } from '#platform/paging';
import { statementPeriod } from '../../domain/statement.js';
import { Journal } from '../../persistence/journal.js';
import { readCursor } from '../../persistence/list-cursors.js';

@QueryHandler(ListJournal)
export class ListJournalHandler implements IQueryHandler<ListJournal> {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  execute({ limit, after, from, to, sort, ...filter }: ListJournal): Promise<Page<JournalEntry>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const period = statementPeriod(from, to, todayIn(organization.timeZone, this.clock.now()));
    const place = readCursor(after, ['day', 'id']);
    const start = place && { bookedOn: place[0], id: place[1] };
    return this.database.transaction(async (em) => {
      const rows = await this.journal.entries(em, organization.id, { ...period, ...filter }, start, sort === '-bookedOn', limit + 1);
      return pageOf(rows, limit, (row) => [row.bookedOn, row.id]);
    });
  }
}
