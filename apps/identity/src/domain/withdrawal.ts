import type { AccountToWithdraw, PartyKept, PersonToWithdraw } from '#contracts/identity/withdraw-people.command';
import type { KeptPartyReason } from '#contracts/imports/undo';
import type { Uuid } from '#kernel/ids';

/*
 * The undo of an import withdraws the people and accounts it made, when all their rows are undone and nobody used them since
 * (IMP-17). What the importing club alone holds of them, its profiles and clients, goes with its rows even where another
 * organization keeps the person. Decides only: what the database holds comes in as facts.
 */

export interface PersonFacts {
  readonly id: Uuid;
  readonly madeHere: boolean; // By this import.
  readonly profileMadeHere: boolean;
  readonly edited: boolean;
  readonly shared: boolean; // Another organization has them too.
  readonly namedAgain: boolean; // A later import of the club named them.
}

export interface AccountFacts {
  readonly id: Uuid;
  readonly madeHere: boolean;
  readonly clientMadeHere: boolean;
  readonly edited: boolean;
  readonly shared: boolean;
  readonly joined: boolean; // By somebody this import did not name.
  readonly namedAgain: boolean; // A later import of the club named one of its members.
  readonly ownerId: Uuid | null;
  readonly members: readonly Uuid[];
}

export interface WithdrawalFacts {
  readonly people: ReadonlyMap<Uuid, PersonFacts>;
  readonly accounts: ReadonlyMap<Uuid, AccountFacts>;
  /** Owners the import made who have no row of their own. */
  readonly ownersWithoutRow: ReadonlySet<Uuid>;
}

/** What shall be archived, and what the import made and is kept. */
export interface WithdrawalPlan {
  readonly people: readonly Uuid[];
  readonly profiles: readonly Uuid[]; // By person: the club's own.
  readonly accounts: readonly Uuid[];
  readonly clients: readonly Uuid[]; // By account: the club's own.
  readonly kept: readonly PartyKept[];
}

export function planWithdrawal(
  accounts: readonly AccountToWithdraw[],
  people: readonly PersonToWithdraw[],
  facts: WithdrawalFacts,
): WithdrawalPlan {
  const named = people.map((person) => ({ ...person, reasons: [...person.keep, ...ownReasons(facts.people.get(person.personId))] }));
  const inUse = new Set(named.filter(({ reasons }) => reasons.some(isUseHere)).map(({ personId }) => personId));
  const judged = accounts.map((account) => judgeAccount(account, facts.accounts.get(account.accountId), inUse));
  const keptFor = ownersOfKept(judged);

  const parties: Party[] = [
    ...named.map(({ personId, row, reasons }) => ({
      kind: 'person' as const,
      id: personId,
      row,
      reasons: whole(reasons, keptFor.get(personId)),
    })),
    ...ownersOf(judged, facts).map(({ id, row }) => ({
      kind: 'owner' as const,
      id,
      row,
      reasons: whole(ownReasons(facts.people.get(id)), keptFor.get(id)),
    })),
  ];
  const made = (party: Party): boolean => facts.people.get(party.id)?.madeHere ?? false;
  return {
    people: parties.filter((party) => made(party) && party.reasons.length === 0).map(({ id }) => id),
    profiles: parties.filter(({ id, reasons }) => facts.people.get(id)?.profileMadeHere && !reasons.some(isUseHere)).map(({ id }) => id),
    accounts: judged.filter(({ facts: known, reasons }) => known?.madeHere && reasons.length === 0).map(({ accountId }) => accountId),
    clients: judged
      .filter(({ facts: known, reasons }) => known?.clientMadeHere && !reasons.some(isUseHere))
      .map(({ accountId }) => accountId),
    kept: [...parties.filter(made), ...judged.filter(({ facts: known }) => known?.madeHere).map(accountParty)].filter(isNews),
  };
}

type Party = PartyKept;

interface JudgedAccount extends AccountToWithdraw {
  readonly facts: AccountFacts | undefined;
  readonly reasons: KeptPartyReason[];
}

function judgeAccount(account: AccountToWithdraw, facts: AccountFacts | undefined, inUse: ReadonlySet<Uuid>): JudgedAccount {
  const reasons: KeptPartyReason[] = [...account.keep];
  if (facts?.edited) reasons.push('edited');
  if (facts?.joined) reasons.push('other-members');
  if (facts?.namedAgain) reasons.push('imported-again');
  if (facts?.members.some((id) => inUse.has(id))) reasons.push('member-kept');
  if (facts?.shared) reasons.push('known-elsewhere');
  return { ...account, facts, reasons };
}

function ownReasons(facts: PersonFacts | undefined): KeptPartyReason[] {
  const reasons: KeptPartyReason[] = [];
  if (facts?.edited) reasons.push('edited');
  if (facts?.namedAgain) reasons.push('imported-again');
  if (facts?.shared) reasons.push('known-elsewhere');
  return reasons;
}

/** That another organization knows somebody is no reason for the importing club to. */
const isUseHere = (reason: KeptPartyReason): boolean => reason !== 'known-elsewhere';

/** Owners of accounts that are kept, with whether the club itself keeps them. */
function ownersOfKept(accounts: readonly JudgedAccount[]): Map<Uuid, KeptPartyReason[]> {
  const owners = new Map<Uuid, KeptPartyReason[]>();
  for (const { facts, reasons } of accounts) {
    if (!facts?.ownerId || reasons.length === 0) continue;
    if (reasons.includes('row-kept')) owners.set(facts.ownerId, ['row-kept']);
    else if (!owners.has(facts.ownerId)) owners.set(facts.ownerId, [reasons.some(isUseHere) ? 'owns-kept-account' : 'known-elsewhere']);
  }
  return owners;
}

function ownersOf(accounts: readonly JudgedAccount[], { ownersWithoutRow }: WithdrawalFacts): { id: Uuid; row: number }[] {
  const owners = new Map<Uuid, number>();
  for (const { facts, row } of accounts) {
    if (facts?.ownerId && ownersWithoutRow.has(facts.ownerId)) owners.set(facts.ownerId, Math.min(row, owners.get(facts.ownerId) ?? row));
  }
  return Array.from(owners, ([id, row]) => ({ id, row }));
}

const whole = (reasons: readonly KeptPartyReason[], asOwner: readonly KeptPartyReason[] = []): KeptPartyReason[] => [
  ...new Set([...reasons, ...asOwner]),
];

const accountParty = ({ accountId, row, reasons }: JudgedAccount): Party => ({ kind: 'account', id: accountId, row, reasons });

/** A row that is kept speaks for its person and account. */
const isNews = ({ reasons }: Party): boolean => reasons.length > 0 && !reasons.includes('row-kept');
