import { Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { LineKind } from '../identity/organizations.js';
import type { Page, RequestClass } from '../message.js';
import {
  documentLanguages,
  fileFormats,
  paperKinds,
  type DocumentLanguage,
  type FileFormat,
  type FilePiece,
  type PaperKind,
} from './files.query.js';
import type { QuotedTax } from './quote-documents.query.js';
import type { StatementRecord, UpcomingPayment } from './statements.query.js';

/*
 * What clients owe and were issued, at one organization: for the owner of the account, who receives every invoice and statement
 * (ID-2). That the client is the caller's own is asked of identity each time.
 */

export interface OwnDocumentLine {
  position: number;
  kind: LineKind;
  description: string;
  personId: Uuid | null;
  personName: string | null;
  netMinor: number;
  taxes: QuotedTax[];
  totalMinor: number;
}

/** An invoice or credit note as whom it was issued to sees it: none of its issuer's accounting. Amounts of a credit note are negative. */
export interface OwnDocumentRecord {
  id: Uuid;
  kind: PaperKind;
  number: string;
  issuedOn: LocalDate;
  dueOn: LocalDate | null; // Of an invoice.
  currency: string;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
  openMinor: number; // Of an invoice: neither paid nor credited yet.
  paymentUrl: string | null; // Of an invoice: where what is open of it is paid online, if it may be (BIL-12).
  memo: string | null;
  lines: OwnDocumentLine[];
}

/** What is owed, and what is planned to be paid. Zero, where nothing was ever billed. */
export interface OwnBillingRecord {
  currency: string;
  balanceMinor: number; // Positive: owed (BIL-2).
  creditMinor: number;
  expectedMinor: number;
  upcoming: UpcomingPayment[];
}

export class GetOwnBilling extends Query<OwnBillingRecord> {
  static readonly subject = 'billing.query.get-own-billing.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
}

/** The newest first. */
export class ListOwnDocuments extends Query<Page<OwnDocumentRecord>> {
  static readonly subject = 'billing.query.list-own-documents.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsIn(paperKinds) readonly kind!: PaperKind;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(['open', 'paid']) readonly state?: 'open' | 'paid'; // Of invoices.
}

export class GetOwnDocument extends Query<OwnDocumentRecord> {
  static readonly subject = 'billing.query.get-own-document.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsIn(paperKinds) readonly kind!: PaperKind;
  @IsUUID('all') readonly documentId!: string;
}

export class MakeOwnDocumentFile extends Query<FilePiece> {
  static readonly subject = 'billing.query.make-own-document-file.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsIn(paperKinds) readonly kind!: PaperKind;
  @IsUUID('all') readonly documentId!: string;
  @IsOptional() @IsIn(documentLanguages) readonly language?: DocumentLanguage;
}

/** Without a period: the last twelve months. `billing.no-such-billing-account`, where nothing was ever billed. */
export class GetOwnStatement extends Query<StatementRecord> {
  static readonly subject = 'billing.query.get-own-statement.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsOptional() @IsDay() readonly from?: LocalDate;
  @IsOptional() @IsDay() readonly to?: LocalDate;
  @IsInt() @Min(1) @Max(1000) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(300) readonly after?: string;
}

export class MakeOwnStatementFile extends Query<FilePiece> {
  static readonly subject = 'billing.query.make-own-statement-file.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsOptional() @IsDay() readonly from?: LocalDate;
  @IsOptional() @IsDay() readonly to?: LocalDate;
  @IsIn(fileFormats) readonly format!: FileFormat;
  @IsOptional() @IsIn(documentLanguages) readonly language?: DocumentLanguage;
}

/** A further piece of a file that was made for the client within the hour. */
export class GetOwnFilePiece extends Query<{ base64: string }> {
  static readonly subject = 'billing.query.get-own-file-piece.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsUUID('all') readonly fileId!: string;
  @IsInt() @Min(1) @Max(1000) readonly piece!: number;
}

export const ownBillingRequests: readonly RequestClass[] = [
  GetOwnBilling,
  ListOwnDocuments,
  GetOwnDocument,
  MakeOwnDocumentFile,
  GetOwnStatement,
  MakeOwnStatementFile,
  GetOwnFilePiece,
];
