import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { Page } from '../message.js';
import { type Check, IsOneShape, IsRows, aCount, aWhole, anId, fits, maybe, oneOf, shape } from '../rows.js';
import type { UpstreamCreditPolicy } from './billing-settings.js';
import { billingLevels, type BillingLevel } from './documents.query.js';
import { creditAskChecks, type CreditAsk, type DocumentRef } from './credits.js';
import { paymentMethods, type PaymentMethod } from './payment-methods.js';
import type { PlannedBilling } from './planned-billing.js';
import { feeChecks, type FeeAsk } from './staff-documents.js';

/** What the client is credited: as any credit, none at zero percent, or all less a fee under a ledger code of its own (BIL-15). */
export type CancellationCredit = CreditAsk | { kind: 'less-fee'; fee: FeeAsk };

/** A line to cancel, of an invoice, by its sale or by the affiliation it billed: two decisions, what is credited and what of it is given back (BIL-15). */
export interface LineToCancel {
  cancellationId: Uuid;
  saleId?: Uuid | null;
  affiliationId?: Uuid | null; // Said by memberships alone: whoever names the invoice would leave the affiliation as it is.
  invoiceId?: Uuid | null;
  position?: number | null;
  credit: CancellationCredit;
  refundMinor?: number | null; // None when absent: what was paid stays as credit on account.
  refundMethod?: PaymentMethod | null; // As the money came, when absent.
}

export const aCancellationCredit: Check = (value) =>
  [...creditAskChecks, { kind: oneOf('less-fee'), fee: shape(feeChecks) }].some((checks) => fits(value, checks));

const lineChecks = {
  cancellationId: anId,
  saleId: maybe(anId),
  affiliationId: maybe(anId),
  invoiceId: maybe(anId),
  position: maybe(aWhole),
  credit: aCancellationCredit,
  refundMinor: maybe(aCount),
  refundMethod: maybe(oneOf(...paymentMethods)),
};

/** What becomes of the level above (MEM-20). `none`: nothing by its setting; `waiting`: the federation decides. */
export const upstreamStates = ['none', 'credited', 'waiting', 'approved', 'refused'] as const;
export type UpstreamState = (typeof upstreamStates)[number];

export interface PlannedUpstream {
  cancellationId: Uuid;
  policy: UpstreamCreditPolicy;
  state: UpstreamState;
  askedMinor: number; // The same share as the client is credited.
}

/** What cancelling these lines would do, at both levels. The balances count what is given back. */
export class PreviewCancellations extends Query<PlannedBilling & { upstream: PlannedUpstream[] }> {
  static readonly subject = 'billing.query.preview-cancellations.v1';
  static readonly senders = ['gateway', 'memberships'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsOptional() @IsUUID('all') readonly federationId?: string | null;
  @IsRows(lineChecks, { atMost: 250 }) readonly cancellations!: LineToCancel[];
}

/** A decision as it was recorded, with its documents. */
export interface CancellationRecord {
  id: Uuid;
  invoiceId: Uuid;
  position: number;
  saleId: Uuid | null;
  level: BillingLevel;
  billingAccountId: Uuid; // Whose line it was.
  creditedMinor: number;
  feeMinor: number;
  refundedMinor: number;
  currency: string;
  decidedOn: LocalDate;
  memo: string | null;
  documents: DocumentRef[]; // Of its own level, and of the one above if that was credited at once.
  upstream: { policy: UpstreamCreditPolicy; state: UpstreamState; askedMinor: number; creditedMinor: number } | null;
}

/**
 * Cancels lines, each a decision of its own under its id, so that sending twice is harmless. The level above follows by the
 * federation's setting (MEM-20), in the same transaction; it is never forgotten and never credited twice.
 */
export class CancelLines extends Command<{ cancellations: CancellationRecord[] }> {
  static readonly subject = 'billing.command.cancel-lines.v1';
  static readonly senders = ['gateway', 'memberships'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsOptional() @IsUUID('all') readonly federationId?: string | null;
  @IsRows(lineChecks, { atMost: 250 }) readonly cancellations!: LineToCancel[];
  @IsOptional() @IsString() @MaxLength(500) readonly memo?: string;
  @IsOptional() @IsString() @Length(64, 64) readonly previewHash?: string;
}

export class GetCancellation extends Query<CancellationRecord> {
  static readonly subject = 'billing.query.get-cancellation.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly cancellationId!: string;
}

/** Those the acting organization decided, or that were decided of what it owes; the newest first. */
export class ListCancellations extends Query<Page<CancellationRecord>> {
  static readonly subject = 'billing.query.list-cancellations.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(billingLevels) readonly level?: BillingLevel;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsOptional() @IsUUID('all') readonly invoiceId?: string;
  @IsOptional() @IsIn(upstreamStates) readonly state?: UpstreamState; // Of the level above.
  @IsOptional() @IsDay() readonly from?: LocalDate;
  @IsOptional() @IsDay() readonly to?: LocalDate;
}

/** What a club's cancellation asks of its federation. */
export interface UpstreamCreditRecord {
  id: Uuid; // Of the cancellation.
  issuerId: Uuid; // The federation.
  debtorId: Uuid; // The club.
  invoiceId: Uuid; // The corporate one.
  position: number;
  saleId: Uuid;
  policy: UpstreamCreditPolicy;
  state: UpstreamState;
  askedMinor: number;
  creditedMinor: number;
  currency: string;
  askedOn: LocalDate;
  decidedOn: LocalDate | null;
  version: number;
}

export class GetUpstreamCredit extends Query<UpstreamCreditRecord> {
  static readonly subject = 'billing.query.get-upstream-credit.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly upstreamCreditId!: string;
}

/** Those asked of the acting federation, or by the acting club, the newest first. */
export class ListUpstreamCredits extends Query<Page<UpstreamCreditRecord>> {
  static readonly subject = 'billing.query.list-upstream-credits.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(upstreamStates) readonly state?: UpstreamState;
  @IsOptional() @IsUUID('all') readonly debtorId?: string;
}

/** The federation approves or refuses what waits for it; approving credits what was asked, or what is said here. */
export class DecideUpstreamCredit extends Command<UpstreamCreditRecord> {
  static readonly subject = 'billing.command.decide-upstream-credit.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly upstreamCreditId!: string;
  @IsBoolean() readonly approve!: boolean;
  @IsOptional() @IsOneShape(...creditAskChecks) readonly credit?: CreditAsk;
  @IsOptional() @IsString() @MaxLength(500) readonly memo?: string;
}
