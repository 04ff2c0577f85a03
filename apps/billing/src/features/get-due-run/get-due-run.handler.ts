import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetDueRun, type DueRunRecord } from '#contracts/billing/recurring-charges';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { DueRuns } from '../../persistence/due-runs.js';

@QueryHandler(GetDueRun)
export class GetDueRunHandler implements IQueryHandler<GetDueRun> {
  constructor(
    private readonly database: Database,
    private readonly records: DueRuns,
  ) {}

  execute({ dueRunId }: GetDueRun): Promise<DueRunRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.get(em, organization, dueRunId));
  }
}
