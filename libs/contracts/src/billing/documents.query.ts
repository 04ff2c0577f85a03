import { Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { IsDay } from '../days.js';
import { lineKinds, type LineKind } from '../identity/organizations.js';
import type { MatchState } from './payments.js';
import type { QuotedTax } from './quote-documents.query.js';

export const billingLevels = ['client', 'corporate'] as const;
export type BillingLevel = (typeof billingLevels)[number];

export interface InvoiceLineRecord {
  position: number;
  kind: LineKind;
  description: string;
  personId: Uuid | null;
  personName: string | null; // Null once erased.
  ledgerCode: string;
  netMinor: number;
  taxes: QuotedTax[];
  totalMinor: number;
  creditedMinor: number;
  openMinor: number; // Not yet paid, credited, nor set off by a discount.
  state: MatchState; // How far it is reconciled (BIL-7).
}

/** An issued invoice, as its issuer or debtor sees it. */
export interface InvoiceRecord {
  id: Uuid;
  number: string;
  level: BillingLevel;
  issuerId: Uuid;
  debtorId: Uuid | null; // The club, at the corporate level.
  billingAccountId: Uuid;
  debtorName: string;
  debtorAddress: string | null;
  issuedOn: LocalDate;
  dueOn: LocalDate;
  currency: string;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
  openMinor: number;
  saleId: Uuid | null;
  twinId: Uuid | null; // The same sale's invoice at the other level, for who may see it: the club.
  importId: Uuid | null;
  reason: 'replacement' | null; // Null: a sale, or what staff billed.
  memo: string | null;
  paymentUrl: string | null; // Where what is open of it is paid online, if it may be (BIL-12).
  lines: InvoiceLineRecord[];
}

/** Who owes whom. Positive balance: owed; negative: credit (BIL-2). */
export interface BillingAccountRecord {
  id: Uuid;
  level: BillingLevel;
  issuerId: Uuid;
  debtorId: Uuid | null;
  clientId: Uuid | null;
  accountId: Uuid | null;
  name: string;
  currency: string;
  invoicedMinor: number;
  creditedMinor: number;
  paidMinor: number;
  refundedMinor: number;
  balanceMinor: number; // invoices − credit memos − payments + refunds
  creditMinor: number; // Money received that settles nothing.
  plannedMinor: number; // By planned payments that are to come.
  expectedMinor: number; // The balance, once they came (BIL-2).
}

export class GetInvoice extends Query<InvoiceRecord> {
  static readonly subject = 'billing.query.get-invoice.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly invoiceId!: string;
}

export const documentSorts = ['issuedOn', '-issuedOn', 'dueOn', '-dueOn', 'amount', '-amount'] as const;
export type DocumentSort = (typeof documentSorts)[number];

/** Those the acting organization issued or owes, the newest first unless sorted otherwise. */
export class ListInvoices extends Query<Page<InvoiceRecord>> {
  static readonly subject = 'billing.query.list-invoices.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly importId?: string;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsOptional() @IsIn(documentSorts) readonly sort?: DocumentSort;
  @IsOptional() @IsUUID('all') readonly personId?: string;
  @IsOptional() @IsIn(['open', 'paid']) readonly state?: 'open' | 'paid'; // Whether anything of it is open.
  @IsOptional() @IsIn(lineKinds) readonly kind?: LineKind; // Of one of its lines.
  @IsOptional() @IsDay() readonly from?: LocalDate; // The day of issue.
  @IsOptional() @IsDay() readonly to?: LocalDate;
  @IsOptional() @IsInt() @Min(0) readonly atLeastMinor?: number;
  @IsOptional() @IsInt() @Min(0) readonly atMostMinor?: number;
  @IsOptional() @IsIn(billingLevels) readonly level?: BillingLevel;
}

export class GetBillingAccount extends Query<BillingAccountRecord> {
  static readonly subject = 'billing.query.get-billing-account.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly billingAccountId!: string;
}

export const accountSorts = ['holder', 'balance', '-balance'] as const;
export type AccountSort = (typeof accountSorts)[number];

export class ListBillingAccounts extends Query<Page<BillingAccountRecord>> {
  static readonly subject = 'billing.query.list-billing-accounts.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(accountSorts) readonly sort?: AccountSort; // `-balance`: who owes most first.
  @IsOptional() @IsUUID('all') readonly accountId?: string; // A client's.
  @IsOptional() @IsUUID('all') readonly importId?: string;
  @IsOptional() @IsIn(billingLevels) readonly level?: BillingLevel;
}
