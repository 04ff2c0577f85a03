import type { LocalDate } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import type { PersonRow } from './file-row.js';
import type { Household, Households, KnownPerson } from './households.js';

/** What will become of a row. `undecided` waits for the operator, `invalid` for a repair. */
export type PlannedOutcome = 'create' | 'reuse' | 'skip' | 'exclude' | 'undecided' | 'invalid';

/** The verdict on one row, as stored: what the preview shows and the run carries out. */
export interface PlanRow {
  readonly row: number;
  readonly outcome: PlannedOutcome;
  readonly personId: Uuid | null; // Somebody known; otherwise the id derives from `personRow`.
  readonly personRow: number; // The first row of the same person.
  readonly distinct: boolean; // The operator said "somebody new" although one looked alike.
  readonly accountId: Uuid | null; // An existing account; otherwise the id derives from `accountRow`.
  readonly accountRow: number;
  readonly owner: OwnerKind | null; // Of a new account.
  readonly ownerRow: number | null; // The row that is the owner, or whose owner columns name one.
  readonly listing: number | null; // Place in the list of listings.
  readonly effectiveOn: LocalDate | null;
  readonly expiresOn: LocalDate | null;
}

export type OwnerKind = 'row' | 'columns' | 'placeholder';

/** A sale of a row as memberships judged it: null listing when it was not sold for a reason of its own. */
export interface PlannedSale {
  readonly listing: number | null;
  readonly effectiveOn: LocalDate | null;
  readonly expiresOn: LocalDate | null;
  readonly held: boolean; // Already held: skipped (IMP-11).
}

export interface Judged {
  readonly known: ReadonlyMap<number, KnownPerson>;
  readonly distinct: ReadonlySet<number>;
  readonly undecided: ReadonlySet<number>;
  readonly refused: ReadonlySet<number>; // Rows with an error of any kind.
  readonly sales: ReadonlyMap<number, PlannedSale>;
  readonly households: Households;
}

/** The plan of every fit row, in the order of the file. */
export function planRows(people: readonly PersonRow[], judged: Judged): PlanRow[] {
  const firstRowOf = new Map<string, number>();
  return people.map((person) => {
    const personRow = firstRowOf.get(person.key) ?? person.row;
    if (personRow === person.row) firstRowOf.set(person.key, person.row);
    const { accountId, accountRow, owner } = judged.households.of.get(person.row)!;
    const sale = judged.sales.get(person.row);
    return {
      row: person.row,
      outcome: outcomeOf(person.row, personRow, judged),
      personId: judged.known.get(person.row)?.personId ?? null,
      personRow,
      distinct: judged.distinct.has(person.row),
      accountId,
      accountRow,
      ...ownerOf(owner),
      listing: sale?.listing ?? null,
      effectiveOn: sale?.effectiveOn ?? null,
      expiresOn: sale?.expiresOn ?? null,
    };
  });
}

function outcomeOf(row: number, personRow: number, { known, undecided, refused, sales }: Judged): PlannedOutcome {
  if (refused.has(row)) return 'invalid';
  if (undecided.has(row)) return 'undecided';
  if (sales.get(row)?.held) return 'skip';
  return known.has(row) || personRow !== row ? 'reuse' : 'create';
}

function ownerOf(owner: Household['owner']): Pick<PlanRow, 'owner' | 'ownerRow'> {
  if (owner === null) return { owner: null, ownerRow: null };
  if (owner === 'placeholder') return { owner: 'placeholder', ownerRow: null };
  return 'row' in owner ? { owner: 'row', ownerRow: owner.row } : { owner: 'columns', ownerRow: owner.named.first.row };
}

/** A row that stands outside of the plan: excluded, or not fit to be planned. */
export const unplanned = (row: number, outcome: 'exclude' | 'invalid'): PlanRow => ({
  row,
  outcome,
  personId: null,
  personRow: row,
  distinct: false,
  accountId: null,
  accountRow: row,
  owner: null,
  ownerRow: null,
  listing: null,
  effectiveOn: null,
  expiresOn: null,
});

/** Whether the run will sell this row a membership. */
export const isSold = ({ outcome }: Pick<PlanRow, 'outcome'>): boolean => outcome === 'create' || outcome === 'reuse';

// Ids of what an import makes derive from it and a row, so that a repeat finds what the first try made.
export const personIdOf = (importId: Uuid, plan: Pick<PlanRow, 'personId' | 'personRow'>): Uuid =>
  plan.personId ?? derivedId('person', importId, plan.personRow);
export const accountIdOf = (importId: Uuid, plan: Pick<PlanRow, 'accountId' | 'accountRow'>): Uuid =>
  plan.accountId ?? derivedId('account', importId, plan.accountRow);
export const ownerIdOf = (importId: Uuid, plan: Pick<PlanRow, 'accountRow'>): Uuid => derivedId('owner', importId, plan.accountRow);
