import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import type { Page } from '#contracts/message';
import { ListMemberships, type MembershipRecord } from '#contracts/memberships/memberships.query';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { actingInNetwork } from '../../access.js';
import { boundsOf } from '../../domain/status.js';
import { findMemberships } from '../../persistence/membership-records.js';

/** What the acting organization sold, or, for a federation, what its clubs sold, in the order of sale. */
@QueryHandler(ListMemberships)
export class ListMembershipsHandler implements IQueryHandler<ListMemberships> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({
    limit,
    after,
    status,
    importId,
    personId,
    accountId,
    offerId,
    sellerId,
    goodOn,
  }: ListMemberships): Promise<Page<MembershipRecord>> {
    const reader = actingInNetwork();
    const today = todayIn(reader.timeZone, this.clock.now());
    const wanted = {
      importId,
      personId,
      accountId,
      offerId,
      sellerId,
      goodOn,
      bounds: status && boundsOf(status, today),
      afterEntry: entryAfter(after),
      limit: limit + 1,
    };
    return this.database.transaction(async (em) => {
      const found = await findMemberships(em, reader, today, wanted);
      const { data, next } = pageOf(found, limit, ({ entry }) => [entry]);
      return { data: data.map(({ record }) => record), next };
    });
  }
}

function entryAfter(after: string | undefined): number | undefined {
  const entry = decodeCursor(after, 1)?.[0];
  if (entry !== undefined && !Number.isSafeInteger(entry)) throw new BadCursor();
  return entry as number | undefined;
}
