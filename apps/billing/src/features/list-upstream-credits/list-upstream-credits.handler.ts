import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListUpstreamCredits, type UpstreamCreditRecord } from '#contracts/billing/cancellations';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { pageOf } from '#platform/paging';
import { Cancellations } from '../../persistence/cancellations.js';
import { readCursor } from '../../persistence/list-cursors.js';

@QueryHandler(ListUpstreamCredits)
export class ListUpstreamCreditsHandler implements IQueryHandler<ListUpstreamCredits> {
  constructor(
    private readonly database: Database,
    private readonly cancellations: Cancellations,
  ) {}

  execute({ limit, after, ...filter }: ListUpstreamCredits): Promise<Page<UpstreamCreditRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const place = readCursor(after, ['day', 'id']);
    return this.database.transaction(async (em) => {
      const rows = await this.cancellations.listUpstream(em, organization.id, filter, place, limit + 1);
      return pageOf(rows, limit, (row) => [row.askedOn, row.id]);
    });
  }
}
