import { Command, Query } from '@nestjs/cqrs';
import { ArrayMinSize, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { aCancellationCredit, type CancellationCredit, type CancellationRecord, type UpstreamState } from '../billing/cancellations.js';
import type { UpstreamCreditPolicy } from '../billing/billing-settings.js';
import { paymentMethods, type PaymentMethod } from '../billing/payment-methods.js';
import type { PlannedBilling } from '../billing/planned-billing.js';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, aCount, anId, maybe, oneOf } from '../rows.js';

/** A membership to end before its time, with the two decisions of BIL-15: what the client is credited, and what of it is given back. */
export interface MembershipToCancel {
  membershipId: Uuid;
  credit: CancellationCredit; // A percentage of zero credits nothing.
  refundMinor?: number | null;
  refundMethod?: PaymentMethod | null; // As the money came, when absent.
}

const cancellationChecks = {
  membershipId: anId,
  credit: aCancellationCredit,
  refundMinor: maybe(aCount),
  refundMethod: maybe(oneOf(...paymentMethods)),
};

export const cancellationBars = ['ended', 'expired'] as const;
export type CancellationBar = (typeof cancellationBars)[number];
export const uncancellableBecause = ['no-such-membership', 'other-designer'] as const;
export type UncancellableBecause = CancellationBar | (typeof uncancellableBecause)[number];

export interface PlannedMembershipCancellation {
  problem: UncancellableBecause | null;
  /** What becomes of the level above (MEM-20); null: there is none. */
  upstream: { policy: UpstreamCreditPolicy; state: UpstreamState; askedMinor: number } | null;
}

/** What cancelling would do at both levels, judged and computed by what the cancellation itself uses. Of those without a problem. */
export class PreviewMembershipCancellations extends Query<{
  cancellations: PlannedMembershipCancellation[];
  billing: PlannedBilling | null;
}> {
  static readonly subject = 'memberships.query.preview-membership-cancellations.v1';
  static readonly senders = ['gateway'] as const;
  @ArrayMinSize(1) @IsRows(cancellationChecks, { atMost: 250 }) readonly cancellations!: MembershipToCancel[];
}

export interface CancelledMembership {
  membershipId: Uuid;
  cancelledOn: LocalDate;
  cancellation: CancellationRecord; // As billing recorded it, with its documents.
}

/**
 * Ends memberships of the acting seller, all or none, with what billing makes of each at both levels (BIL-15, MEM-20). Bound to the
 * preview that was confirmed. By the same operation the first result is found again.
 */
export class CancelHeldMemberships extends Command<{ cancellations: CancelledMembership[] }> {
  static readonly subject = 'memberships.command.cancel-held-memberships.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly operationId!: string;
  @ArrayMinSize(1) @IsRows(cancellationChecks, { atMost: 250 }) readonly cancellations!: MembershipToCancel[];
  @IsOptional() @IsString() @MaxLength(500) readonly memo?: string;
  @IsString() @Length(64, 64) readonly previewHash!: string;
}
