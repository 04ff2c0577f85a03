import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DescribeHoldingsToReturn, type HoldingToMove, type LaterActivity } from '#contracts/memberships/merges';
import { todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { draftReturn, mergeFor, salesOf } from '../../persistence/returned-holdings.js';
import { holdingOf, soldTo } from './described-holdings.js';

@QueryHandler(DescribeHoldingsToReturn)
export class DescribeHoldingsToReturnHandler implements IQueryHandler<DescribeHoldingsToReturn> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({
    mergeId,
    giveBack,
    accountsBack,
  }: DescribeHoldingsToReturn): Promise<{ memberships: HoldingToMove[]; later: LaterActivity[]; saleIds: Uuid[] }> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const today = todayIn(organization.timeZone, this.clock.now());
    return this.database.transaction(async (em) => {
      const merge = await mergeFor(em, mergeId);
      if (!merge || merge.answer) return { memberships: [], later: [], saleIds: [] };
      const accountIds = merge.clients
        .filter(({ organizationId }) => organizationId === organization.id)
        .map((client) => client.toAccountId);
      const shown = new Map(
        (await soldTo(em, organization, today, { personId: merge.survivorId, accountIds })).map((record) => [record.id, record]),
      );
      const { moved, later, going } = await draftReturn(em, merge, { giveBack, accountsBack });
      const back = [...moved, ...going];
      return {
        memberships: back.flatMap((id) => shown.get(id) ?? []).map(holdingOf),
        later: later.flatMap(({ id, replacedId, purchasedOn }) => {
          const record = shown.get(id);
          if (!record) return [];
          const { name, sellingMinor, currency } = record;
          const goesTo = going.has(id) ? 'reopened' : 'survivor';
          return [
            {
              id,
              kind: 'membership' as const,
              label: name,
              on: purchasedOn,
              amountMinor: sellingMinor,
              currency,
              goesTo,
              follows: replacedId,
            } satisfies LaterActivity,
          ];
        }),
        saleIds: await salesOf(
          em,
          [...moved].filter((id) => shown.has(id)),
          [...going].filter((id) => shown.has(id)),
        ),
      };
    });
  }
}
