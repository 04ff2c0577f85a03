import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetReconciliation, type Reconciliation } from '#contracts/billing/reconciliation';
import { todayIn } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { BadCursor, encodeCursor } from '#platform/paging';
import { reconciledPart } from '../../certificates/reconciled-part.js';
import { statementPeriod } from '../../domain/statement.js';
import { readCursor } from '../../persistence/list-cursors.js';
import { ReconciliationPairs, firstPlace, type PairPlace } from '../../persistence/reconciliation-pairs.js';

/** Both levels of a federation, pair by pair. */
@QueryHandler(GetReconciliation)
export class GetReconciliationHandler implements IQueryHandler<GetReconciliation> {
  constructor(
    private readonly database: Database,
    private readonly pairs: ReconciliationPairs,
    private readonly clock: Clock,
  ) {}

  async execute({ limit, after, clubId: asked, state, from, to }: GetReconciliation): Promise<Reconciliation> {
    const { organization, federationId, clubId } = reconciledPart(asked);
    const period = statementPeriod(from, to, todayIn(organization.timeZone, this.clock.now()));
    const place = placeOf(after);
    if (federationId === null) return { federationId, ...period, totals: [], data: [], next: null };

    const scope = { federationId, clubId, state, ...period };
    return this.database.transaction(
      async (em) => {
        const { pairs, next } = await this.pairs.page(em, scope, place, limit);
        const totals = after === undefined ? await this.pairs.totals(em, scope) : null;
        return { federationId, ...period, totals, data: pairs, next: next && encodeCursor([...next]) };
      },
      { as: 'reconciler' },
    );
  }
}

function placeOf(after: string | undefined): PairPlace {
  const place = readCursor(after, ['text', 'id', 'day', 'id', 'id']);
  if (!place) return firstPlace;
  const [side, ...rest] = place;
  if (side !== 'corporate' && side !== 'client') throw new BadCursor();
  return [side, ...rest];
}
