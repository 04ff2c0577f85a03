import { Query } from '@nestjs/cqrs';
import { ArrayMaxSize, IsArray, IsOptional, IsUUID } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, anId } from '../rows.js';
import type { MembershipStatus } from './memberships.query.js';

/** A client that is closed into another of the same organization: what was sold and billed to `from` is from then on of `to`. */
export interface ClientToJoin {
  organizationId: Uuid;
  fromClientId: Uuid;
  fromAccountId: Uuid;
  toClientId: Uuid;
  toAccountId: Uuid;
}

export const clientToJoin = { organizationId: anId, fromClientId: anId, fromAccountId: anId, toClientId: anId, toAccountId: anId };

/** A membership that a merge moves, or that an unmerge gives back. */
export interface HoldingToMove {
  membershipId: Uuid;
  name: string;
  personId: Uuid | null; // Who holds it now; null: a family membership, which belongs to the account.
  accountId: Uuid;
  status: MembershipStatus;
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
}

/** The same membership for the same period, held by both (MEM-13). Both stay, since both were billed; one is for staff to cancel. */
export interface HoldingConflict {
  name: string;
  expiresOn: LocalDate | null;
  survivorMembershipId: Uuid;
  closedMembershipId: Uuid;
}

/** Something that came about after a merge, and where an unmerge would leave it. */
export interface LaterActivity {
  id: Uuid;
  kind: 'membership' | 'invoice' | 'credit-note' | 'payment' | 'refund';
  label: string; // A name, or a number.
  on: LocalDate;
  amountMinor: number | null;
  currency: string | null;
  goesTo: 'survivor' | 'reopened';
  follows: Uuid | null; // What it cannot be parted from: it goes where that goes.
}

/** What the acting organization sold to the person and the accounts that are about to be closed. Writes nothing. */
export class DescribeHoldingsToMerge extends Query<{ memberships: HoldingToMove[]; conflicts: HoldingConflict[] }> {
  static readonly subject = 'memberships.query.describe-holdings-to-merge.v1';
  static readonly senders = ['identity'] as const;
  @IsUUID('all') readonly closedPersonId!: Uuid;
  @IsUUID('all') readonly survivorPersonId!: Uuid;
  @IsRows(clientToJoin, { atMost: 100 }) readonly clients!: ClientToJoin[]; // Of the acting organization.
}

/**
 * A step of a merge: whatever the closed person holds, wherever in the network, is from now on the survivor's; whatever is of a closed
 * account or client, whoever of its members holds it, of the account and client it goes to. What arrives later under a closed id goes
 * there too. Announces HoldingsMoved.
 */
export class MoveHoldings {
  static readonly subject = 'memberships.run.move-holdings.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = ['memberships'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
  @IsUUID('all') readonly closedPersonId!: Uuid;
  @IsUUID('all') readonly survivorPersonId!: Uuid;
  @IsRows(clientToJoin, { atMost: 2000 }) readonly clients!: ClientToJoin[];
}

export class HoldingsMoved {
  static readonly subject = 'memberships.event.holdings-moved.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = ['identity'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
}

/**
 * What an unmerge would give back, and what came later. For the acting organization, of what it sees. `saleIds` are the sales, months
 * among them, that were billed after the merge for what goes back: billing's `giveBack` names them.
 */
export class DescribeHoldingsToReturn extends Query<{ memberships: HoldingToMove[]; later: LaterActivity[]; saleIds: Uuid[] }> {
  static readonly subject = 'memberships.query.describe-holdings-to-return.v1';
  static readonly senders = ['identity'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
  @IsArray() @ArrayMaxSize(500) @IsUUID('all', { each: true }) readonly giveBack!: Uuid[];
  /** Accounts that the survivor was in only in the closed person's place: what came later in these goes back by itself. */
  @IsOptional() @IsArray() @ArrayMaxSize(500) @IsUUID('all', { each: true }) readonly accountsBack?: Uuid[];
}

/**
 * A step of an unmerge: what the merge moved goes back to whom it was of; what came later stays, but for what `giveBack` names.
 * Ids in `giveBack` that are not memberships are another service's. Announces HoldingsReturned.
 */
export class ReturnHoldings {
  static readonly subject = 'memberships.run.return-holdings.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = ['memberships'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
  @IsArray() @ArrayMaxSize(500) @IsUUID('all', { each: true }) readonly giveBack!: Uuid[];
  /** Accounts that the survivor was in only in the closed person's place: what came later in these goes back by itself. */
  @IsOptional() @IsArray() @ArrayMaxSize(500) @IsUUID('all', { each: true }) readonly accountsBack?: Uuid[];
}

export class HoldingsReturned {
  static readonly subject = 'memberships.event.holdings-returned.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = ['identity'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
  /** Of the surviving clients, those with anything left of what came later: an organization that knew only the closed one keeps them. */
  @IsArray() @ArrayMaxSize(2000) @IsUUID('all', { each: true }) readonly clientsInUse!: Uuid[];
  /** Sales and months that were billed after the merge, of what went back: SplitBooks names them, so that invoices go with them. */
  @IsArray() @ArrayMaxSize(5000) @IsUUID('all', { each: true }) readonly saleIds!: Uuid[];
}
