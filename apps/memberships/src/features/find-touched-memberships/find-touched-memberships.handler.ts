import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { derivedId } from '#kernel/ids';
import { FindTouchedMemberships, type RowEnrolled } from '#contracts/memberships/cancel-memberships.command';
import { Database } from '#platform/database/database';
import { actingSeller } from '../../access.js';
import { enrolledRows } from '../../persistence/undone-sales.js';

/** How the memberships of an import stand by now, before it is undone (IMP-17). */
@QueryHandler(FindTouchedMemberships)
export class FindTouchedMembershipsHandler implements IQueryHandler<FindTouchedMemberships> {
  constructor(private readonly database: Database) {}

  execute({ importId, rows }: FindTouchedMemberships): Promise<{ rows: RowEnrolled[] }> {
    const { sellerId } = actingSeller();
    const ids = rows.map((row) => derivedId('membership', importId, row));
    return this.database.transaction(async (em) => ({ rows: await enrolledRows(em, { sellerId, importId }, ids) }));
  }
}
