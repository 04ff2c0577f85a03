import { Command, Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import { creditAskChecks, type CreditAsk, type DocumentRef } from '../billing/credits.js';
import type { PlannedBilling } from '../billing/planned-billing.js';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { Page } from '../message.js';
import { IsOneShape } from '../rows.js';
import { membershipStatuses, type MembershipStatus } from './memberships.query.js';

/** A club's own membership of its federation (MEM-19): held by the organization, bought on its corporate account. */
export interface AffiliationRecord {
  id: Uuid;
  organizationId: Uuid; // The club, which holds it.
  federationId: Uuid;
  offerId: Uuid;
  name: string;
  status: MembershipStatus;
  purchasedOn: LocalDate; // By the federation's calendar, as its invoice.
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
  priceMinor: number; // Before taxes, as it was bought.
  currency: string;
  invoice: DocumentRef;
  endedOn: LocalDate | null;
}

export const affiliationProblems = ['not-on-sale', 'already-held'] as const;
export type AffiliationProblem = (typeof affiliationProblems)[number];

/** What buying it would do: the term, and the invoice on the corporate account. */
export class PreviewAffiliation extends Query<{
  problem: AffiliationProblem | null;
  effectiveOn: LocalDate | null;
  expiresOn: LocalDate | null;
  billing: PlannedBilling | null;
}> {
  static readonly subject = 'memberships.query.preview-affiliation.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly operationId!: string;
  @IsUUID('all') readonly offerId!: string;
}

/** A club buys its own affiliation, by its administrator. The operation's id is the affiliation's, so that sending twice is harmless. */
export class BuyAffiliation extends Command<AffiliationRecord> {
  static readonly subject = 'memberships.command.buy-affiliation.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly operationId!: string;
  @IsUUID('all') readonly offerId!: string;
  @IsOptional() @IsString() @Length(64, 64) readonly previewHash?: string;
}

/** What cancelling it would do: the credit note, and the corporate account before and after. One that has ended is refused. */
export class PreviewAffiliationCancellation extends Query<PlannedBilling> {
  static readonly subject = 'memberships.query.preview-affiliation-cancellation.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly affiliationId!: string;
  @IsOneShape(...creditAskChecks) readonly credit!: CreditAsk;
}

/** The federation cancels it, and decides what of its invoice is credited (BIL-15). A `previewHash` binds it to what was previewed. */
export class CancelAffiliation extends Command<AffiliationRecord> {
  static readonly subject = 'memberships.command.cancel-affiliation.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly operationId!: string;
  @IsUUID('all') readonly affiliationId!: string;
  @IsOneShape(...creditAskChecks) readonly credit!: CreditAsk;
  @IsOptional() @IsString() @MaxLength(500) readonly memo?: string;
  @IsOptional() @IsString() @Length(64, 64) readonly previewHash?: string;
}

export class GetAffiliation extends Query<AffiliationRecord> {
  static readonly subject = 'memberships.query.get-affiliation.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly affiliationId!: string;
}

/** A club's own; a federation's clubs'. In the order they were bought. */
export class ListAffiliations extends Query<Page<AffiliationRecord>> {
  static readonly subject = 'memberships.query.list-affiliations.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly organizationId?: string;
  @IsOptional() @IsUUID('all') readonly offerId?: string;
  @IsOptional() @IsIn(membershipStatuses) readonly status?: MembershipStatus;
}

/** A club bought its affiliation, or its federation cancelled it. */
export class AffiliationChanged {
  static readonly subject = 'memberships.event.affiliation-changed.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly affiliationId!: string;
  @IsUUID('all') readonly organizationId!: string;
  @IsUUID('all') readonly federationId!: string;
  @IsUUID('all') readonly offerId!: string;
  @IsIn(['bought', 'cancelled']) readonly change!: 'bought' | 'cancelled';
  @IsDay() readonly on!: LocalDate;
}
