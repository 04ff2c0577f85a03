import type { AccountToWithdraw, PersonToWithdraw } from '#contracts/identity/withdraw-people.command';
import type { KeptPartyReason, KeptRowReason } from '#contracts/imports/undo';
import type { RowEnrolled } from '#contracts/memberships/cancel-memberships.command';
import { addDays, todayIn, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';

/*
 * An import can be taken back for thirty days (IMP-17). A row is undone or kept as a whole, its membership and both documents; a
 * person or an account only goes when every row that named them is undone.
 */

const days = 30;

/** The last day of the organization's calendar on which an import that ended then can be undone. */
export const undoableUntil = (endedAt: Date, timeZone: string): LocalDate => addDays(todayIn(timeZone, endedAt), days);

/** What an undo has done by now, as stored with its import. */
export interface UndoState {
  startedAt: string;
  startedBy: string;
  finishedAt: string | null;
  until: LocalDate;
  currency: string;
  rows: number;
  documents: number;
  memberships: number;
  people: number;
  undone: number;
  kept: number;
  clientMinor: number;
  corporateMinor: number;
  refundedMinor: number;
  peopleWithdrawn: number;
  accountsWithdrawn: number;
}

export const undoBegun = (begun: Pick<UndoState, 'startedAt' | 'startedBy' | 'until' | 'currency'>): UndoState => ({
  ...begun,
  finishedAt: null,
  rows: 0,
  documents: 0,
  memberships: 0,
  people: 0,
  undone: 0,
  kept: 0,
  clientMinor: 0,
  corporateMinor: 0,
  refundedMinor: 0,
  peopleWithdrawn: 0,
  accountsWithdrawn: 0,
});

/** Why memberships keeps a row, before billing is asked: it has ended otherwise, or its holder came in with it. */
export const touchedSince = ({ ended, used }: Pick<RowEnrolled, 'ended' | 'used'>): KeptRowReason[] => [
  ...(ended ? ['membership-ended' as const] : []),
  ...(used ? ['membership-used' as const] : []),
];

/** A row that is decided, with whom it named. */
export interface DecidedRow {
  readonly row: number;
  readonly personId: Uuid;
  readonly accountId: Uuid;
  readonly undone: boolean;
  readonly accountInUse: boolean;
  readonly personInUse: boolean;
  readonly otherMembership: boolean;
}

/** People and accounts to be withdrawn together: an account with everybody in it. */
export interface Parties {
  readonly rows: readonly number[];
  readonly accounts: readonly AccountToWithdraw[];
  readonly people: readonly PersonToWithdraw[];
}

/** What follows from the rows for people and accounts, in batches of whole accounts of about so many people. */
export function partiesOf(rows: readonly DecidedRow[], atOnce: number): Parties[] {
  const keepOf = new Map(
    Array.from(
      Map.groupBy(rows, ({ personId }) => personId),
      ([id, own]) => [id, reasonsOf(own, personReason)],
    ),
  );
  const told = new Set<Uuid>();
  const batches: { rows: number[]; accounts: AccountToWithdraw[]; people: PersonToWithdraw[] }[] = [];
  for (const [accountId, household] of Map.groupBy(rows, ({ accountId: id }) => id)) {
    let batch = batches.at(-1);
    if (!batch || batch.people.length >= atOnce) batches.push((batch = { rows: [], accounts: [], people: [] }));
    batch.accounts.push({ accountId, row: household[0].row, keep: reasonsOf(household, accountReason) });
    for (const { row, personId } of household) {
      batch.rows.push(row);
      if (told.has(personId)) continue; // One person with two memberships has two rows.
      told.add(personId);
      batch.people.push({ personId, row, keep: keepOf.get(personId) ?? [] });
    }
  }
  return batches.flatMap((batch) => inMessages(batch));
}

const mostInMessage = 1_000; // As a question or step takes them: a household may be larger.

/** A household too large for one message goes in several: each of its parts is judged by what the database holds, not by the others. */
function inMessages({ rows, accounts, people }: Parties): Parties[] {
  if (people.length <= mostInMessage && accounts.length <= mostInMessage) return [{ rows, accounts, people }];
  const parts = Math.ceil(Math.max(people.length, accounts.length) / mostInMessage);
  return Array.from({ length: parts }, (_, part) => {
    const of = <T>(list: readonly T[]): readonly T[] => list.slice(part * mostInMessage, (part + 1) * mostInMessage);
    return { rows: part === 0 ? rows : [], accounts: accounts.length > mostInMessage ? of(accounts) : accounts, people: of(people) };
  });
}

type Reason = (row: DecidedRow) => KeptPartyReason[];

const personReason: Reason = ({ undone, otherMembership, personInUse }) => [
  ...(undone ? [] : ['row-kept' as const]),
  ...(otherMembership ? ['other-membership' as const] : []),
  ...(personInUse ? ['billed-otherwise' as const] : []),
];

const accountReason: Reason = ({ undone, accountInUse, otherMembership }) => [
  ...(undone ? [] : ['row-kept' as const]),
  ...(otherMembership ? ['other-membership' as const] : []),
  ...(accountInUse ? ['billed-otherwise' as const] : []),
];

const reasonsOf = (rows: readonly DecidedRow[], reason: Reason): KeptPartyReason[] => [...new Set(rows.flatMap(reason))];
