import { Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { SharedPerson } from '../identity/describe-people.query.js';
import type { Page } from '../message.js';

/** MEM-16 */
export const membershipStatuses = ['pending', 'active', 'expired', 'cancelled', 'replaced'] as const;
export type MembershipStatus = (typeof membershipStatuses)[number];

/** A membership as the seller, the federation or its home sees it. Whoever did not sell it sees what it needs, never the club's private price. */
export interface MembershipRecord {
  id: Uuid;
  offerId: Uuid;
  listingId: Uuid | null; // Null: of another club, which sold it.
  personId: Uuid | null; // Null: a family membership, which belongs to the account.
  accountId: Uuid | null; // Of the seller's client. Nobody else sees it, but for a family membership.
  sellerId: Uuid; // Its documents are the seller's for good.
  homeId: Uuid; // The seller, until it is moved (MEM-15).
  holder: SharedPerson | null; // Who holds what came to a club from another; null: whom it sold to is known to whoever sold it.
  name: string;
  status: MembershipStatus;
  purchasedOn: LocalDate;
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
  saleId: Uuid | null; // Shared with both levels' invoice lines (MEM-18). Null: those are of another club, which sold it.
  sellingMinor: number | null; // The seller's alone.
  originalMinor: number;
  currency: string;
  importId: Uuid | null;
}

/** Why a membership stands as it does: how it came about, how it ended, or what its term brought with it. */
export const statusReasons = ['sale', 'import', 'replacement', 'cancellation', 'import-undone', 'term'] as const;
export type StatusReason = (typeof statusReasons)[number];

/** A turn in a membership's life, as far as the reader may see it. */
export interface StatusChange {
  status: MembershipStatus;
  on: LocalDate;
  reason: StatusReason;
  by: string | null; // Whoever ordered it, by name; null: nobody did, or it is not for the reader to know.
  memo: string | null; // What was said of it; the seller's alone.
}

/** A last day that was moved (MEM-17); for the seller to see. */
export interface ExpiryChange {
  expiredOn: LocalDate; // As it was.
  expiresOn: LocalDate;
  on: LocalDate;
  by: string;
  memo: string | null;
}

export interface MembershipDetail extends MembershipRecord {
  version: number; // Also the ETag.
  replacesId: Uuid | null;
  replacedById: Uuid | null;
  history: StatusChange[]; // The oldest first, until the reader's day.
  expiryChanges: ExpiryChange[]; // The oldest first.
}

export class GetMembership extends Query<MembershipDetail> {
  static readonly subject = 'memberships.query.get-membership.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly membershipId!: string;
}

export const membershipSorts = ['purchasedOn', '-purchasedOn'] as const;
export type MembershipSort = (typeof membershipSorts)[number];

/** In the order of sale, unless the last sold are asked for first. */
export class ListMemberships extends Query<Page<MembershipRecord>> {
  static readonly subject = 'memberships.query.list-memberships.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly importId?: string;
  @IsOptional() @IsUUID('all') readonly personId?: string;
  @IsOptional() @IsUUID('all') readonly accountId?: string;
  @IsOptional() @IsUUID('all') readonly offerId?: string;
  @IsOptional() @IsIn(membershipStatuses) readonly status?: MembershipStatus;
  @IsOptional() @IsUUID('all') readonly sellerId?: string;
  @IsOptional() @IsUUID('all') readonly homeId?: string;
  @IsOptional() @IsDay() readonly goodOn?: LocalDate; // Held on that day, whatever became of it since.
  @IsOptional() @IsIn(membershipSorts) readonly sort?: MembershipSort;
}
