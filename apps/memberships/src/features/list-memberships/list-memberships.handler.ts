import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import type { Page } from '#contracts/message';
import { ListMemberships, type MembershipRecord } from '#contracts/memberships/memberships.query';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { Holders } from '../../holders.js';
import { boundsOf } from '../../domain/status.js';
import { entryAfter } from '../../persistence/entry-after.js';
import { findMemberships } from '../../persistence/membership-records.js';

/** What the acting organization sold and what it is home to, or, for a federation, what its clubs sold, in the order of sale. */
@QueryHandler(ListMemberships)
export class ListMembershipsHandler implements IQueryHandler<ListMemberships> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly holders: Holders,
  ) {}

  async execute({
    limit,
    after,
    status,
    importId,
    personId,
    accountId,
    offerId,
    sellerId,
    homeId,
    goodOn,
    sort = 'purchasedOn',
  }: ListMemberships): Promise<Page<MembershipRecord>> {
    const reader = actingAdministrator();
    const today = todayIn(reader.timeZone, this.clock.now());
    const wanted = {
      importId,
      personId,
      accountId,
      offerId,
      sellerId,
      homeId,
      goodOn,
      bounds: status && boundsOf(status, today),
      lastFirst: sort === '-purchasedOn',
      afterEntry: entryAfter(after),
      limit: limit + 1,
    };
    const found = await this.database.transaction((em) => findMemberships(em, reader, today, wanted));
    const { data, next } = pageOf(found, limit, ({ entry }) => [entry]);
    const records = data.map(({ record }) => record);
    return { data: await this.holders.named(reader, records), next };
  }
}
