import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListCancellations, type CancellationRecord } from '#contracts/billing/cancellations';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { pageOf } from '#platform/paging';
import { Cancellations } from '../../persistence/cancellations.js';
import { readCursor } from '../../persistence/list-cursors.js';

@QueryHandler(ListCancellations)
export class ListCancellationsHandler implements IQueryHandler<ListCancellations> {
  constructor(
    private readonly database: Database,
    private readonly cancellations: Cancellations,
  ) {}

  execute({ limit, after, ...filter }: ListCancellations): Promise<Page<CancellationRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const place = readCursor(after, ['day', 'id']);
    return this.database.transaction(async (em) => {
      const rows = await this.cancellations.list(em, organization.id, filter, place, limit + 1);
      return pageOf(rows, limit, (row) => [row.decidedOn, row.id]);
    });
  }
}
