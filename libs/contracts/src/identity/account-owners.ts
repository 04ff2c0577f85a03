import { Command, Query } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import type { AccountRecord } from './accounts.query.js';

/** Why a member cannot become the owner of an account: is it already, or is under 18 (ID-1). */
export const ownerObstacles = ['is-owner', 'under-age'] as const;
export type OwnerObstacle = (typeof ownerObstacles)[number];

/** A member of an account, and whether the account can become theirs (ID-18). */
export interface OwnerCandidate {
  personId: Uuid;
  number: string;
  firstName: string;
  lastName: string;
  birthDate: LocalDate | null;
  eligible: boolean;
  because: OwnerObstacle | null; // Null exactly for who is eligible.
  assumedAdult: boolean; // No birth date is known (ID-4).
  hasAddress: boolean; // Whether the acting organization knows where to write to.
  signsIn: boolean; // With a login of their own.
}

export interface OwnerCandidates {
  data: OwnerCandidate[];
  possible: boolean; // Two adults are in the account, or a placeholder and one.
}

/** Who could own an account instead of who does, and why others could not. */
export class ListOwnerCandidates extends Query<OwnerCandidates> {
  static readonly subject = 'identity.query.list-owner-candidates.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
}

/** What became of an account that changed hands. */
export interface OwnerChange {
  account: AccountRecord;
  formerOwner: { personId: Uuid | null; signsIn: boolean }; // Null: a placeholder. Who signed in as owner does so as a member now.
  newOwner: { personId: Uuid; signsIn: boolean; hasAddress: boolean }; // Without a sign-in: to be asked to activate one.
}

/**
 * Makes another adult member the owner of an account, for every organization that has it (ID-18). Billing stays with the account;
 * letters go to the new owner (ID-2). Asking for who owns it already changes nothing.
 */
export class ChangeOwner extends Command<OwnerChange> {
  static readonly subject = 'identity.command.change-owner.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
  @IsUUID('all') readonly personId!: string;
}

/** An account that an organization has belongs to another of its members. Told to each such organization by itself. */
export class OwnerChanged {
  static readonly subject = 'identity.event.owner-changed.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly organizationId!: string;
  @IsUUID('all') readonly accountId!: string;
  @IsUUID('all') readonly ownerId!: string;
}
