import { Command, Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { Page } from '../message.js';

/** Where an amount goes in the books of an organization. */
export const journalAccounts = [
  'receivable',
  'revenue',
  'deferred-revenue',
  'bad-debt',
  'tax-payable',
  'cash',
  'cheques',
  'terminal',
  'online-payments',
  'bank',
  'external-payments',
] as const;
export type JournalAccount = (typeof journalAccounts)[number];

/** What an accountant files each account under. What is written off is an expense, and not less revenue (BIL-18). */
export const accountTypes = {
  receivable: 'asset',
  revenue: 'revenue',
  'deferred-revenue': 'liability',
  'bad-debt': 'expense',
  'tax-payable': 'liability',
  cash: 'asset',
  cheques: 'asset',
  terminal: 'asset',
  'online-payments': 'asset',
  bank: 'asset',
  'external-payments': 'asset',
} as const satisfies Record<JournalAccount, 'asset' | 'liability' | 'revenue' | 'expense'>;

export const entryKinds = ['invoice', 'credit-note', 'payment', 'refund', 'recognition'] as const;
export type EntryKind = (typeof entryKinds)[number];

export interface JournalPosting {
  account: JournalAccount;
  code: string | null; // Of the chart, for revenue; of the tax, for a tax.
  amountMinor: number; // Debits positive, credits negative; those of an entry sum to zero.
}

/** An entry of an organization's journal: a document, a payment, or revenue recognised. */
export interface JournalEntry {
  id: Uuid;
  kind: EntryKind;
  bookedOn: LocalDate;
  number: string | null; // Of a document.
  billingAccountId: Uuid | null;
  reason: string | null;
  currency: string;
  postings: JournalPosting[];
}

/** The acting organization's journal. */
export class ListJournal extends Query<Page<JournalEntry>> {
  static readonly subject = 'billing.query.list-journal.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(400) readonly after?: string;
  @IsOptional() @IsDay() readonly from?: LocalDate;
  @IsOptional() @IsDay() readonly to?: LocalDate;
  @IsOptional() @IsIn(journalAccounts) readonly account?: JournalAccount;
  @IsOptional() @IsString() @MaxLength(40) readonly code?: string;
  @IsOptional() @IsIn(entryKinds) readonly kind?: EntryKind;
  @IsOptional() @IsUUID('all') readonly entryId?: string;
  @IsIn(['bookedOn', '-bookedOn']) readonly sort!: 'bookedOn' | '-bookedOn';
}

export const exportDetails = ['lump-sum', 'detailed'] as const;
export type ExportDetail = (typeof exportDetails)[number];
export const exportFormats = ['csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A piece of an export of the journal by ledger code: one sum a code, or every posting (BIL-21). */
export class ExportJournal extends Query<{ text: string; next: string | null; fileName: string }> {
  static readonly subject = 'billing.query.export-journal.v1';
  static readonly senders = ['gateway'] as const;
  @IsOptional() @IsDay() readonly from?: LocalDate;
  @IsOptional() @IsDay() readonly to?: LocalDate;
  @IsIn(exportDetails) readonly detail!: ExportDetail;
  @IsIn(exportFormats) readonly format!: ExportFormat;
  @IsOptional() @IsString() @MaxLength(400) readonly after?: string;
}

export interface RecognisedRevenue {
  through: LocalDate; // The last day of the month.
  currency: string;
  amountMinor: number;
  lines: number;
  entryIds: Uuid[]; // None when there was nothing left to recognise.
}

/**
 * Recognises the acting organization's deferred revenue through the end of a month that is over, by default the last (BIL-22). A repeat
 * finds nothing more. Also done by itself, soon after each month ends. Fails with `billing.month-not-over`.
 */
export class RecogniseRevenue extends Command<RecognisedRevenue> {
  static readonly subject = 'billing.command.recognise-revenue.v1';
  static readonly senders = ['gateway'] as const;
  @IsOptional() @Matches(/^\d{4}-(0[1-9]|1[0-2])$/) readonly month?: string; // YYYY-MM
}
