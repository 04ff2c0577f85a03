import type { Uuid } from '#kernel/ids';
import type { Profile } from '#contracts/identity/accounts.query';
import type { Debtor, MemberToEnrol } from '#contracts/memberships/enrol-members.command';
import type { Comparable } from './match.js';
import type { FoldedName } from './similar-names.js';

/** What one organization holds of a person, and nobody else sees (ID-3). */
export type PrivateFields = Profile;

/** What the network holds of what a batch names. */
export interface AdmissionFacts {
  readonly organizationId: Uuid; // The importing club.
  readonly language: string | undefined; // Its first one.
  readonly people: ReadonlyMap<Uuid, KnownPerson>;
  /** Everybody in the network who fits a row by the exact rule, by its key (`exactKeyOf`), first known first. */
  readonly exact: ReadonlyMap<string, readonly ExactPerson[]>;
  readonly accounts: ReadonlyMap<Uuid, KnownAccount>;
}

export interface KnownPerson extends FoldedName {
  readonly firstName: string;
  readonly lastName: string;
}

export interface ExactPerson {
  readonly personId: Uuid;
  readonly accountId: Uuid | null; // The account the club's invoice would go to.
  readonly ofThisImport: boolean;
}

export interface KnownAccount {
  readonly ownerId: Uuid | null;
  readonly ownerName: string; // A placeholder's label where nobody owns it yet.
  readonly ownerKey: string | null; // The owner's folded full name.
  readonly clientId: Uuid | null; // The importing club's client of it, if it has one.
}

export interface PersonToMake extends KnownPerson, Comparable {
  readonly id: Uuid;
  readonly row: number | null; // Null: named only as an owner.
}

export interface AccountToMake {
  readonly id: Uuid;
  readonly ownerId: Uuid | null;
  readonly ownerLabel: string | null; // Exactly when there is no owner (IMP-7).
}

export interface ClientToMake {
  readonly id: Uuid;
  readonly accountId: Uuid;
  readonly ownerKey: string | null;
}

/** What the database shall hold afterwards, and what others are told. */
export interface AdmissionPlan {
  readonly people: readonly PersonToMake[];
  readonly accounts: readonly AccountToMake[];
  readonly clients: readonly ClientToMake[];
  readonly members: readonly { readonly accountId: Uuid; readonly personId: Uuid }[];
  readonly profiles: readonly ({ readonly personId: Uuid } & PrivateFields)[];
  readonly reusedMeanwhile: { row: number; personId: Uuid }[];
  readonly debtors: Debtor[];
  readonly enrolled: MemberToEnrol[];
}
