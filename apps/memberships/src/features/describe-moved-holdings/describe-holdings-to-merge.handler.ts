import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DescribeHoldingsToMerge, type HoldingConflict, type HoldingToMove } from '#contracts/memberships/merges';
import type { MembershipRecord } from '#contracts/memberships/memberships.query';
import { todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { conflictsOf, holdingOf, soldTo } from './described-holdings.js';

@QueryHandler(DescribeHoldingsToMerge)
export class DescribeHoldingsToMergeHandler implements IQueryHandler<DescribeHoldingsToMerge> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute(query: DescribeHoldingsToMerge): Promise<{ memberships: HoldingToMove[]; conflicts: HoldingConflict[] }> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const { closedPersonId, survivorPersonId, clients } = query;
    const today = todayIn(organization.timeZone, this.clock.now());
    return this.database.transaction(async (em) => {
      const own = clients.filter(({ organizationId }) => organizationId === organization.id);
      const closed = await soldTo(em, organization, today, { personId: closedPersonId, accountIds: own.map((one) => one.fromAccountId) });
      const survivor = await soldTo(em, organization, today, { personId: survivorPersonId, accountIds: own.map((one) => one.toAccountId) });
      const heldBy =
        (id: Uuid) =>
        ({ personId }: MembershipRecord): boolean =>
          personId === null || personId === id;
      const conflicts = conflictsOf(closed.filter(heldBy(closedPersonId)), survivor.filter(heldBy(survivorPersonId)));
      return { memberships: closed.map(holdingOf), conflicts };
    });
  }
}
