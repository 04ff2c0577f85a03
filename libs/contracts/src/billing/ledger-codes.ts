import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { IsDay } from '../days.js';
import type { LineKind } from '../identity/organizations.js';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { IsShape, aText, maybe } from '../rows.js';

/** What a code collects: sales, fees and discounts, which are revenue, or what was written off, an expense (BIL-18). */
export const ledgerCodeKinds = ['revenue', 'fee', 'discount', 'bad-debt'] as const;
export type LedgerCodeKind = (typeof ledgerCodeKinds)[number];

export const ledgerCodeTypes = ['revenue', 'expense'] as const;
export type LedgerCodeType = (typeof ledgerCodeTypes)[number];
export const typeOfCode = (kind: LedgerCodeKind): LedgerCodeType => (kind === 'bad-debt' ? 'expense' : 'revenue');

export type LedgerCodeNames = { en?: string; fr?: string; nl?: string };

/** A code of an organization's chart of accounts (BIL-21). */
export interface LedgerCodeRecord {
  id: Uuid;
  code: string;
  kind: LedgerCodeKind;
  names: LedgerCodeNames;
  inUse: boolean; // By a document: then it is archived when done with, never deleted.
  archived: boolean; // Refused on what staff bill from now on.
  version: number;
}

/** Which item uses which code. */
export interface LedgerCodeItem {
  documentId: Uuid;
  documentKind: 'invoice' | 'credit-note';
  number: string;
  issuedOn: LocalDate;
  position: number;
  kind: LineKind;
  description: string;
  personId: Uuid | null;
  netMinor: number;
  currency: string;
}

const nameChecks = { en: maybe(aText(200)), fr: maybe(aText(200)), nl: maybe(aText(200)) };
const codeShape = /^[^\p{C}\p{Z}]([^\p{C}]{0,38}[^\p{C}\p{Z}])?$/u; // Printable, without spaces around it.

/** Fails with `billing.ledger-code-exists`. */
export class CreateLedgerCode extends Command<LedgerCodeRecord> {
  static readonly subject = 'billing.command.create-ledger-code.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly ledgerCodeId!: string; // Chosen by the caller, so that sending twice is harmless.
  @Length(1, 40) @Matches(codeShape) readonly code!: string;
  @IsIn(ledgerCodeKinds) readonly kind!: LedgerCodeKind;
  @IsShape(nameChecks) readonly names!: LedgerCodeNames;
}

/** Changes what is given; the code itself stays. `version` is the one the editor saw, else `billing.stale-ledger-code`. */
export class ChangeLedgerCode extends Command<LedgerCodeRecord> {
  static readonly subject = 'billing.command.change-ledger-code.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly ledgerCodeId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsIn(ledgerCodeKinds) readonly kind?: LedgerCodeKind;
  @IsOptional() @IsShape(nameChecks) readonly names?: LedgerCodeNames;
  @IsOptional() @IsBoolean() readonly archived?: boolean;
}

/** One that no document uses; otherwise `billing.ledger-code-in-use`. */
export class DeleteLedgerCode extends Command<LedgerCodeRecord> {
  static readonly subject = 'billing.command.delete-ledger-code.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly ledgerCodeId!: string;
}

export class GetLedgerCode extends Query<LedgerCodeRecord> {
  static readonly subject = 'billing.query.get-ledger-code.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly ledgerCodeId!: string;
}

/** The acting organization's chart, by code. */
export class ListLedgerCodes extends Query<Page<LedgerCodeRecord>> {
  static readonly subject = 'billing.query.list-ledger-codes.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(400) readonly after?: string;
  @IsOptional() @IsIn(ledgerCodeKinds) readonly kind?: LedgerCodeKind;
  @IsOptional() @IsBoolean() readonly archived?: boolean;
  @IsIn(['code', '-code']) readonly sort!: 'code' | '-code';
}

/** The lines of documents that use a code, the newest first (BIL-21). */
export class ListLedgerCodeItems extends Query<Page<LedgerCodeItem>> {
  static readonly subject = 'billing.query.list-ledger-code-items.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly ledgerCodeId!: string;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(400) readonly after?: string;
  @IsOptional() @IsDay() readonly from?: LocalDate;
  @IsOptional() @IsDay() readonly to?: LocalDate;
}
