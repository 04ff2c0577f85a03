import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import type { MembershipRecord } from '#contracts/memberships/memberships.query';
import { ListOwnMemberships, type OwnMembershipRecord } from '#contracts/memberships/own';
import type { Page } from '#contracts/message';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { OwnClients, actingFor } from '#platform/organizations/own-clients';
import { pageOf } from '#platform/paging';
import { boundsOf } from '../../domain/status.js';
import { entryAfter } from '../../persistence/entry-after.js';
import { findMemberships } from '../../persistence/membership-records.js';

/** What an organization sold to the caller's own account, the last first. */
@QueryHandler(ListOwnMemberships)
export class ListOwnMembershipsHandler implements IQueryHandler<ListOwnMemberships> {
  constructor(
    private readonly database: Database,
    private readonly clients: OwnClients,
    private readonly clock: Clock,
  ) {}

  async execute({ clientId, limit, after, personId, status }: ListOwnMemberships): Promise<Page<OwnMembershipRecord>> {
    const client = await this.clients.find(clientId);
    const { organization, accountId } = client;
    const today = todayIn(organization.timeZone, this.clock.now());
    const wanted = {
      accountId,
      personId,
      sellerId: organization.id, // What other organizations sold is theirs to show.
      usedBy: client.owner ? undefined : client.personId,
      bounds: status && boundsOf(status, today),
      lastFirst: true,
      afterEntry: entryAfter(after),
      limit: limit + 1,
    };
    const find = () => this.database.transaction((em) => findMemberships(em, organization, today, wanted));
    const found = await actingFor(client, find);
    const { data, next } = pageOf(found, limit, ({ entry }) => [entry]);
    return { data: data.map(({ record }) => ownRecord(record)), next };
  }
}

const ownRecord = (membership: MembershipRecord): OwnMembershipRecord => ({
  id: membership.id,
  personId: membership.personId,
  name: membership.name,
  status: membership.status,
  purchasedOn: membership.purchasedOn,
  effectiveOn: membership.effectiveOn,
  expiresOn: membership.expiresOn,
  priceMinor: membership.sellingMinor,
  currency: membership.currency,
});
