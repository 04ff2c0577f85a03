import type { keptKinds, KeptByUndo, KeptPartyReason, KeptRowReason } from '#contracts/imports/undo';
import type { Uuid } from '#kernel/ids';
import { at } from './columns.js';
import type { FileRow } from './file-row.js';
import { debtorOf, personIn } from './preview-documents.js';
import type { PlanRow } from './plan.js';

/** Something an undo keeps, not named yet. */
export interface KeptEntry {
  readonly row: number;
  readonly kind: (typeof keptKinds)[number];
  readonly reasons: (KeptRowReason | KeptPartyReason)[];
}

/** What an undo made of one row, and which people and accounts that the row was the first to name are kept all the same. */
export interface RowUndo {
  readonly undone: boolean;
  readonly reasons: KeptRowReason[];
  readonly clientCreditNote: { id: Uuid; number: string } | null;
  readonly corporateCreditNote: { id: Uuid; number: string } | null;
  readonly parties: KeptEntry[];
}

/** Where each kind stands among what is kept of one row. */
export const placeOf = (kind: KeptEntry['kind']): number => ['row', 'person', 'owner', 'account'].indexOf(kind);

export const inFileOrder = (a: KeptEntry, b: KeptEntry): number => a.row - b.row || placeOf(a.kind) - placeOf(b.kind);

/** Names what is kept as the file does: a person by their row, an owner by the columns that name one, an account by its owner. */
export function namedKept(
  entries: readonly KeptEntry[],
  plans: ReadonlyMap<number, PlanRow>,
  rows: ReadonlyMap<number, FileRow>,
  language: string | undefined,
): KeptByUndo[] {
  return entries.map(({ row, kind, reasons }) => ({
    row,
    kind,
    name: nameOf(kind, plans.get(row), rows.get(row), rows, language),
    reasons,
  }));
}

function nameOf(
  kind: KeptEntry['kind'],
  plan: PlanRow | undefined,
  row: FileRow | undefined,
  rows: ReadonlyMap<number, FileRow>,
  language: string | undefined,
): string {
  if (!plan || !row) return '';
  if (kind === 'account') return debtorOf(plan, row.values, rows, language);
  if (kind !== 'owner') return personIn(row.values);
  const { values } = (plan.ownerRow !== null && rows.get(plan.ownerRow)) || row;
  return `${values[at.ownerFirstName]} ${values[at.ownerLastName]}`.trim() || personIn(row.values);
}
