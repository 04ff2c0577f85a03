import { Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { Page } from '../message.js';
import { billingLevels, type BillingLevel } from './documents.query.js';
import { documentLanguages, type DocumentLanguage, type FilePiece } from './files.query.js';

/** How long something has been due (BIL-24). What is not due yet stands apart. */
export const ages = ['not-due', '0-30', '31-60', '61-90', 'over-90'] as const;
export type Age = (typeof ages)[number];

export const unpaidSorts = ['name', 'owed', 'oldest'] as const;
export type UnpaidSort = (typeof unpaidSorts)[number];

/** An account that owes something, by age. */
export interface UnpaidAccountRecord {
  billingAccountId: Uuid;
  level: BillingLevel;
  clientId: Uuid | null;
  debtorId: Uuid | null;
  name: string;
  currency: string;
  items: number; // Open ones.
  oldestDueOn: LocalDate;
  byAge: Record<Age, number>; // In minor units; together what is open.
  openMinor: number;
  creditMinor: number; // Paid and not matched to anything yet.
}

/** Something that is open on an account. */
export interface UnpaidItemRecord {
  billingAccountId: Uuid;
  name: string;
  invoiceId: Uuid;
  number: string;
  position: number;
  description: string;
  personName: string | null;
  issuedOn: LocalDate;
  dueOn: LocalDate;
  daysLate: number; // Negative while it is not due.
  age: Age;
  totalMinor: number;
  openMinor: number;
  currency: string;
}

/** The accounts of the organization's debtors that owe something now, with its age on a day: today, unless another is asked for. */
export class ListUnpaidAccounts extends Query<Page<UnpaidAccountRecord>> {
  static readonly subject = 'billing.query.list-unpaid-accounts.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(600) readonly after?: string; // The next of a page in the same order.
  @IsOptional() @IsDay() readonly on?: LocalDate;
  @IsOptional() @IsIn(billingLevels) readonly level?: BillingLevel;
  @IsOptional() @IsIn(unpaidSorts) readonly sort?: UnpaidSort; // What is owed the most first, unless told otherwise.
}

/** The open items behind them, the longest due first. */
export class ListUnpaidItems extends Query<Page<UnpaidItemRecord>> {
  static readonly subject = 'billing.query.list-unpaid-items.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsDay() readonly on?: LocalDate;
  @IsOptional() @IsIn(billingLevels) readonly level?: BillingLevel;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsOptional() @IsIn(ages) readonly age?: Age;
}

/** All open items as CSV. Without a language: the organization's first. */
export class MakeUnpaidFile extends Query<FilePiece> {
  static readonly subject = 'billing.query.make-unpaid-file.v1';
  static readonly senders = ['gateway'] as const;
  @IsOptional() @IsDay() readonly on?: LocalDate;
  @IsOptional() @IsIn(billingLevels) readonly level?: BillingLevel;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsOptional() @IsIn(ages) readonly age?: Age;
  @IsOptional() @IsIn(documentLanguages) readonly language?: DocumentLanguage;
}
