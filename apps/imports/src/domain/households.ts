import type { Uuid } from '#kernel/ids';
import { at } from './columns.js';
import type { PersonRow } from './file-row.js';
import { type Issue, issue } from './issue.js';
import { type OwnerGroup, OwnerGroups, OwnersInFile } from './owner-groups.js';

/*
 * Whose account each person of a file goes to (IMP-7, IMP-12). An adult owns an account; a child goes to that of the owner
 * named: an adult row of the same file, an owner the club already has, the account a known sibling is in, else a new owner,
 * shared by siblings. Without a named owner a child gets an account of a placeholder's. Somebody known keeps their account.
 */

/** Somebody the network knows, whom a row turned out to be. */
export interface KnownPerson {
  readonly personId: Uuid;
  readonly accountId: Uuid | null;
  readonly ownerDiffers: boolean;
}

/** An owner the importing club already has. */
export interface KnownOwner {
  readonly personId: Uuid;
  readonly accountId: Uuid;
  readonly underage: boolean;
}

export interface Household {
  /** The existing account, or null for one to be made, named by the first row that goes to it. */
  readonly accountId: Uuid | null;
  readonly accountRow: number;
  /** The owner of a new account: a row of the file, somebody its columns name, or a placeholder. Null for an existing account. */
  readonly owner: { readonly row: number } | { readonly named: OwnerGroup } | 'placeholder' | null;
}

export interface Households {
  readonly of: ReadonlyMap<number, Household>; // By row.
  readonly issues: readonly Issue[];
}

/** Siblings by the owner they name, row by row in the order of the file. */
export class Siblings {
  readonly groupOf = new Map<number, OwnerGroup>(); // By row.
  private readonly owners = new OwnerGroups();
  private readonly sought = new Set<number>();

  /** Takes a row. Gives its group when an owner is first needed for it: who is to be looked for among the club's own clients. */
  take(person: PersonRow, isKnown: boolean): OwnerGroup | undefined {
    if (person.adult || !person.owner) return undefined;
    const group = this.owners.of(person, person.owner);
    this.groupOf.set(person.row, group);
    if (isKnown || this.sought.has(group.key)) return undefined;
    this.sought.add(group.key);
    return group;
  }

  /** The adult rows of the file that are owners of siblings, by group. */
  ownersAmong(people: readonly PersonRow[]): Map<number, PersonRow> {
    const { groups } = this.owners;
    const named = new Set(groups.map(({ owner }) => owner.name));
    const adults = new OwnersInFile(people.filter(({ adult, name }) => adult && named.has(name)));
    const rowOf = new Map<number, PersonRow>();
    for (const group of groups) {
      const row = adults.find(group);
      if (row) rowOf.set(group.key, row);
    }
    return rowOf;
  }
}

export function formHouseholds(
  people: readonly PersonRow[],
  known: ReadonlyMap<number, KnownPerson>,
  siblings: Siblings,
  found: ReadonlyMap<number, KnownOwner>, // By group.
): Households {
  const { groupOf } = siblings;
  const rowOf = siblings.ownersAmong(people);
  const of = new Map<number, Household>();
  const issues: Issue[] = [];
  const firstRowOf = new Map<string, number>(); // By person: one with two memberships has two rows.
  const openedBy = new Map<number, number>(); // By group: the first child of a new owner.
  const siblingAccount = accountsOfKnownSiblings(people, known, groupOf);
  const minors = minorsTakenForOwners(people, groupOf);

  const ownAccount = (person: PersonRow): Household => {
    const row = firstRowOf.get(person.key)!;
    return { accountId: known.get(row)?.accountId ?? null, accountRow: row, owner: { row } };
  };
  const householdOf = (child: PersonRow): Household => {
    const group = groupOf.get(child.row);
    if (!group) return { accountId: null, accountRow: child.row, owner: 'placeholder' };
    const adult = rowOf.get(group.key);
    if (adult) return ownAccount(adult);
    const owner = found.get(group.key);
    if (owner?.underage || (!owner && minors.find(group))) {
      issues.push(issue(child.row, at.ownerFirstName, 'imports.owner-underage'));
    }
    const accountId = owner?.accountId ?? siblingAccount.get(group.key) ?? null;
    const accountRow = openedBy.get(group.key) ?? child.row;
    openedBy.set(group.key, accountRow);
    return { accountId, accountRow, owner: { named: group } };
  };

  for (const person of people) if (!firstRowOf.has(person.key)) firstRowOf.set(person.key, person.row);
  for (const person of people) {
    const somebody = known.get(person.row);
    if (somebody?.ownerDiffers) issues.push(issue(person.row, at.ownerFirstName, 'imports.owner-differs'));
    else if (person.adult && person.owner && person.owner.name !== person.name)
      issues.push(issue(person.row, at.ownerFirstName, 'imports.owner-ignored', 'adult'));
    const first = firstRowOf.get(person.key)!;
    if (first !== person.row) of.set(person.row, of.get(first)!);
    else if (somebody?.accountId) of.set(person.row, { accountId: somebody.accountId, accountRow: person.row, owner: null });
    else of.set(person.row, existing(person.adult ? ownAccount(person) : householdOf(person)));
  }
  return { of, issues };
}

/** An account that exists has its owner already. */
const existing = (household: Household): Household => (household.accountId === null ? household : { ...household, owner: null });

/** Where a known sibling is: in an account whose owner is the one the file names. */
function accountsOfKnownSiblings(
  people: readonly PersonRow[],
  known: ReadonlyMap<number, KnownPerson>,
  groupOf: ReadonlyMap<number, OwnerGroup>,
): Map<number, Uuid> {
  const accounts = new Map<number, Uuid>();
  for (const { row } of people) {
    const [group, somebody] = [groupOf.get(row), known.get(row)];
    if (group && somebody?.accountId && !somebody.ownerDiffers && !accounts.has(group.key)) accounts.set(group.key, somebody.accountId);
  }
  return accounts;
}

/** Children of the file whose name others give as their owner's. One named after a parent, as its own row says, is not meant. */
function minorsTakenForOwners(people: readonly PersonRow[], groupOf: ReadonlyMap<number, OwnerGroup>): OwnersInFile {
  const named = new Set([...groupOf.values()].map(({ owner }) => owner.name));
  return new OwnersInFile(people.filter(({ adult, name, owner }) => !adult && named.has(name) && owner?.name !== name));
}
