import { Command, Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import { lineKinds, type LineKind } from '../identity/organizations.js';
import type { Page } from '../message.js';
import { type Check, IsRows, IsShape, aCount, aText, aWhole, anId, fits, maybe, oneOf } from '../rows.js';
import { creditAskChecks, extraLineChecks, taxTreatments, type CreditAsk, type ExtraLine, type TaxTreatment } from './credits.js';
import { billingLevels, documentSorts, type BillingLevel, type DocumentSort, type InvoiceRecord } from './documents.query.js';
import type { PlannedBilling } from './planned-billing.js';
import type { QuotedTax } from './quote-documents.query.js';

/** A line staff bill: for one person of the account, or, without one, for the whole family. */
export interface StaffLine extends ExtraLine {
  personId?: Uuid | null;
}

/**
 * An invoice by staff, to a client of the issuer or, by a federation, to one of its clubs: exactly one of `accountId`, `debtorId` and
 * `billingAccountId` says to whom.
 */
export class CreateInvoice extends Command<InvoiceRecord> {
  static readonly subject = 'billing.command.create-invoice.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly invoiceId!: string;
  @IsOptional() @IsUUID('all') readonly accountId?: string;
  @IsOptional() @IsUUID('all') readonly debtorId?: string;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsRows({ ...extraLineChecks, personId: maybe(anId) }, { atMost: 100 }) readonly lines!: StaffLine[];
  @IsOptional() @IsDay() readonly dueOn?: LocalDate;
  @IsOptional() @IsString() @MaxLength(500) readonly memo?: string;
  @IsOptional() @IsString() @Length(64, 64) readonly previewHash?: string; // Of the preview that was confirmed.
}

/** What such an invoice would say, and what its account would owe. Nothing is written. */
export class PreviewInvoice extends Query<PlannedBilling> {
  static readonly subject = 'billing.query.preview-invoice.v1';
  static readonly senders = ['gateway'] as const;
  @IsOptional() @IsUUID('all') readonly accountId?: string;
  @IsOptional() @IsUUID('all') readonly debtorId?: string;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsRows({ ...extraLineChecks, personId: maybe(anId) }, { atMost: 100 }) readonly lines!: StaffLine[];
  @IsOptional() @IsDay() readonly dueOn?: LocalDate;
}

/** A fee kept of what is credited: an invoice of its own, settled from what was paid (BIL-15). */
export interface FeeAsk {
  description: string;
  amountMinor: number;
  ledgerCode: string;
  tax?: TaxTreatment | null;
}

export const feeChecks: Record<string, Check> = {
  description: aText(200),
  amountMinor: aCount,
  ledgerCode: aText(40),
  tax: maybe(oneOf(...taxTreatments)),
};

const aCredit: Check = (value) => creditAskChecks.some((checks) => fits(value, checks));

export interface LineToCredit {
  position: number;
  credit: CreditAsk;
}

/** What a credit note says of a line; amounts are negative. */
export interface CreditNoteLineRecord {
  position: number;
  kind: LineKind;
  description: string;
  personId: Uuid | null;
  ledgerCode: string;
  netMinor: number;
  taxes: QuotedTax[];
  totalMinor: number;
  invoiceId: Uuid; // The line it credits.
  invoicePosition: number;
}

export const creditNoteReasons = ['cancellation', 'replacement', 'correction', 'import-undone', 'bad-debt'] as const;
export type CreditNoteReason = (typeof creditNoteReasons)[number];

export interface CreditNoteRecord {
  id: Uuid;
  number: string;
  level: BillingLevel;
  issuerId: Uuid;
  debtorId: Uuid | null;
  billingAccountId: Uuid;
  debtorName: string;
  debtorAddress: string | null;
  issuedOn: LocalDate;
  currency: string;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
  reason: CreditNoteReason;
  memo: string | null;
  saleId: Uuid | null;
  feeInvoiceId: Uuid | null; // The fee kept of it.
  importId: Uuid | null;
  lines: CreditNoteLineRecord[];
}

/** Credits lines of an invoice as a correction, whole, in part, or less a fee (BIL-15, BIL-17). */
export class CreateCreditNote extends Command<CreditNoteRecord> {
  static readonly subject = 'billing.command.create-credit-note.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly creditNoteId!: string;
  @IsUUID('all') readonly invoiceId!: string;
  @IsRows({ position: aWhole, credit: aCredit }, { atMost: 100 }) readonly lines!: LineToCredit[];
  @IsOptional() @IsShape(feeChecks) readonly fee?: FeeAsk;
  @IsOptional() @IsString() @MaxLength(500) readonly memo?: string;
  @IsOptional() @IsString() @Length(64, 64) readonly previewHash?: string; // Of the preview that was confirmed.
}

/** What such a credit note, and the invoice of its fee, would say; what money would be free again, and what the account would owe. */
export class PreviewCreditNote extends Query<PlannedBilling> {
  static readonly subject = 'billing.query.preview-credit-note.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly invoiceId!: string;
  @IsRows({ position: aWhole, credit: aCredit }, { atMost: 100 }) readonly lines!: LineToCredit[];
  @IsOptional() @IsShape(feeChecks) readonly fee?: FeeAsk;
}

/** Writes off what is open of an invoice, under a bad-debt ledger code (BIL-18). Needs the right to. */
export class WriteOffInvoice extends Command<CreditNoteRecord> {
  static readonly subject = 'billing.command.write-off-invoice.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly creditNoteId!: string;
  @IsUUID('all') readonly invoiceId!: string;
  @IsString() @Length(1, 40) readonly ledgerCode!: string;
  @IsOptional() @IsString() @MaxLength(500) readonly memo?: string;
}

export class GetCreditNote extends Query<CreditNoteRecord> {
  static readonly subject = 'billing.query.get-credit-note.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly creditNoteId!: string;
}

/** Those the acting organization issued or was given, the newest first unless sorted otherwise. */
export class ListCreditNotes extends Query<Page<CreditNoteRecord>> {
  static readonly subject = 'billing.query.list-credit-notes.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(documentSorts) readonly sort?: DocumentSort;
  @IsOptional() @IsUUID('all') readonly importId?: string;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsOptional() @IsUUID('all') readonly invoiceId?: string;
  @IsOptional() @IsUUID('all') readonly personId?: string;
  @IsOptional() @IsIn(billingLevels) readonly level?: BillingLevel;
  @IsOptional() @IsIn(creditNoteReasons) readonly reason?: CreditNoteReason;
  @IsOptional() @IsIn(lineKinds) readonly kind?: LineKind;
  @IsOptional() @IsDay() readonly from?: LocalDate;
  @IsOptional() @IsDay() readonly to?: LocalDate;
  @IsOptional() @IsInt() @Min(0) readonly atLeastMinor?: number; // Of what is credited, positive.
  @IsOptional() @IsInt() @Min(0) readonly atMostMinor?: number;
}
