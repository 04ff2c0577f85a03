import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { GetUndoPreview, type UndoPreview } from '#contracts/imports/undo';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { type Club, actingClub, asFlowOf } from '../../access.js';
import { type KeptEntry, inFileOrder, placeOf } from '../../domain/kept.js';
import { getImport } from '../../persistence/import-records.js';
import { keptEntries } from '../../persistence/undo-rows.js';
import { keptAfter, keptPage } from '../../running/named-kept.js';
import { undoable } from '../../running/undoable.js';
import { type Foreseen, ForeseenUndo } from './foreseen-undo.js';

/** Every consequence of an undo before anything happens: asked of each service for its own part, and not written (IMP-17). */
@QueryHandler(GetUndoPreview)
export class GetUndoPreviewHandler implements IQueryHandler<GetUndoPreview> {
  constructor(
    private readonly database: Database,
    private readonly foreseen: ForeseenUndo,
    private readonly clock: Clock,
  ) {}

  async execute({ importId, limit, after }: GetUndoPreview): Promise<UndoPreview> {
    const { club } = actingClub();
    const from = keptAfter(after);
    const before = await this.database.transaction(async (em) => {
      const found = await getImport(em, club.id, importId);
      if (!found.undo) return { undoableUntil: await undoable(em, club, found, this.clock.now()), entries: null };
      return { undoableUntil: found.undo.until, entries: await keptEntries(em, importId, from, limit + 1) };
    });
    // A second undo changes nothing: whatever is left of an import that was undone stays.
    const foreseen = before.entries ? nothing : await asFlowOf(club, importId, () => this.foreseen.of(importId));
    const entries =
      before.entries ??
      foreseen.kept
        .filter(isAfter(from))
        .toSorted(inFileOrder)
        .slice(0, limit + 1);
    const kept = await this.database.transaction(async (em) =>
      keptPage(em, await getImport(em, club.id, importId), entries, limit, club.languages[0]),
    );
    return { undoableUntil: before.undoableUntil, ...extentOf(foreseen, club), kept };
  }
}

const nothing: Foreseen = { undone: 0, people: 0, accounts: 0, clientMinor: 0, corporateMinor: 0, refundedMinor: 0, kept: [] };

const isAfter =
  ([afterRow, afterPlace]: readonly [row: number, place: number]) =>
  ({ row, kind }: KeptEntry): boolean =>
    row > afterRow || (row === afterRow && placeOf(kind) > afterPlace);

function extentOf({ undone, kept, people, accounts, clientMinor, corporateMinor, refundedMinor }: Foreseen, { currency }: Club) {
  const keptOf = (...kinds: string[]): number => kept.filter(({ kind }) => kinds.includes(kind)).length;
  const level = (creditedMinor: number, refunded: number) => ({ creditNotes: undone, creditedMinor, refundedMinor: refunded, currency });
  return {
    rows: { undone, kept: keptOf('row') },
    memberships: undone,
    people: { withdrawn: people, kept: keptOf('person', 'owner') },
    accounts: { withdrawn: accounts, kept: keptOf('account') },
    totals: { client: level(clientMinor, refundedMinor), corporate: level(corporateMinor, 0) },
  };
}
