import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { GetUndo, type UndoResult } from '#contracts/imports/undo';
import { Database } from '#platform/database/database';
import { actingClub } from '../../access.js';
import { NotUndone } from '../../domain/imports.errors.js';
import { getImport } from '../../persistence/import-records.js';
import { countKeptParties, keptEntries } from '../../persistence/undo-rows.js';
import { keptAfter, keptPage } from '../../running/named-kept.js';

/** What the undo of an import has done, and by name what it kept (IMP-17). */
@QueryHandler(GetUndo)
export class GetUndoHandler implements IQueryHandler<GetUndo> {
  constructor(private readonly database: Database) {}

  execute({ importId, limit, after }: GetUndo): Promise<UndoResult> {
    const { club } = actingClub();
    const from = keptAfter(after);
    return this.database.transaction(async (em) => {
      const found = await getImport(em, club.id, importId);
      if (!found.undo) throw new NotUndone({ state: found.state });
      const { startedAt, startedBy, finishedAt, currency, undone, kept, ...done } = found.undo;
      const parties = await countKeptParties(em, importId);
      const entries = await keptEntries(em, importId, from, limit + 1);
      const level = (creditedMinor: number, refundedMinor: number) => ({ creditNotes: undone, creditedMinor, refundedMinor, currency });
      return {
        startedAt,
        startedBy,
        finishedAt,
        rows: { undone, kept },
        memberships: undone,
        people: { withdrawn: done.peopleWithdrawn, kept: parties.people },
        accounts: { withdrawn: done.accountsWithdrawn, kept: parties.accounts },
        totals: { client: level(done.clientMinor, done.refundedMinor), corporate: level(done.corporateMinor, 0) },
        kept: await keptPage(em, found, entries, limit, club.languages[0]),
      };
    });
  }
}
