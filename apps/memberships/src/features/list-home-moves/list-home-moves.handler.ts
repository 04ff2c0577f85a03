import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '#contracts/message';
import { type HomeMoveRecord, ListHomeMoves } from '#contracts/memberships/homes';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingInNetwork } from '../../access.js';
import { entryAfter } from '../../persistence/entry-after.js';
import { findMoves } from '../../persistence/home-moves.js';

/** The log of homes as it concerns the acting organization: both homes read the same of a move (MEM-15). */
@QueryHandler(ListHomeMoves)
export class ListHomeMovesHandler implements IQueryHandler<ListHomeMoves> {
  constructor(private readonly database: Database) {}

  execute({ limit, after, membershipId, personId, organizationId, direction, from, to }: ListHomeMoves): Promise<Page<HomeMoveRecord>> {
    const reader = actingInNetwork();
    const beforeEntry = entryAfter(after);
    const wanted = { membershipId, personId, organizationId, direction, from, to, beforeEntry, limit: limit + 1 };
    return this.database.transaction(async (em) => {
      const { data, next } = pageOf(await findMoves(em, reader, wanted), limit, ({ entry }) => [entry]);
      return { data: data.map(({ record }) => record), next };
    });
  }
}
