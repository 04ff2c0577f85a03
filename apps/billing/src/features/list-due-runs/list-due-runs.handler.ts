import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListDueRuns, type DueRunRecord } from '#contracts/billing/recurring-charges';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { DueRuns } from '../../persistence/due-runs.js';

@QueryHandler(ListDueRuns)
export class ListDueRunsHandler implements IQueryHandler<ListDueRuns> {
  constructor(
    private readonly database: Database,
    private readonly records: DueRuns,
  ) {}

  execute(filter: ListDueRuns): Promise<Page<DueRunRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.list(em, organization, filter));
  }
}
