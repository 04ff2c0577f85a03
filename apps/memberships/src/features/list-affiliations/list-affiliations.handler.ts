import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import type { Page } from '#contracts/message';
import { type AffiliationRecord, ListAffiliations } from '#contracts/memberships/affiliations';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingInNetwork } from '../../access.js';
import { boundsOf } from '../../domain/status.js';
import { findAffiliations } from '../../persistence/affiliations.js';
import { entryAfter } from '../../persistence/entry-after.js';

/** A club's own affiliations; for a federation those of its clubs (MEM-19). */
@QueryHandler(ListAffiliations)
export class ListAffiliationsHandler implements IQueryHandler<ListAffiliations> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ limit, after, organizationId, offerId, status }: ListAffiliations): Promise<Page<AffiliationRecord>> {
    const reader = actingInNetwork();
    const today = todayIn(reader.timeZone, this.clock.now());
    const bounds = status && boundsOf(status, today);
    const wanted = { organizationId, offerId, bounds, afterEntry: entryAfter(after), limit: limit + 1 };
    return this.database.transaction(async (em) => {
      const { data, next } = pageOf(await findAffiliations(em, reader, today, wanted), limit, ({ entry }) => [entry]);
      return { data: data.map(({ record }) => record), next };
    });
  }
}
