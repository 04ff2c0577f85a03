import { Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { BillingLevel } from './documents.query.js';
import type { WrittenLines } from './statement-lines.js';
import { documentLanguages, fileFormats, type DocumentLanguage, type FileFormat, type FilePiece } from './files.query.js';

/** A payment that is planned and not made yet (BIL-13). */
export interface UpcomingPayment {
  id: Uuid;
  on: LocalDate;
  kind: string;
  method: string;
  amountMinor: number;
}

/** A billing account over a period (BIL-23), a page of lines at a time. */
export interface StatementRecord {
  billingAccountId: Uuid;
  level: BillingLevel;
  issuerId: Uuid;
  issuerName: string;
  ownerName: string;
  ownerAddress: string | null;
  currency: string;
  from: LocalDate;
  to: LocalDate; // Inclusive.
  openingMinor: number;
  closingMinor: number;
  creditMinor: number; // What of its payments is free now: credit on account.
  expectedMinor: number; // What is owed now, less what is planned to be paid (BIL-2).
  lines: WrittenLines; // See `statementLines`.
  upcoming: UpcomingPayment[];
  paymentUrl: string | null; // Where what is owed now is paid online, if it may be (BIL-12).
  next: string | null;
}

/** The statement of an account the organization issues to or owes on. Without a period: the last twelve months. */
export class GetStatement extends Query<StatementRecord> {
  static readonly subject = 'billing.query.get-statement.v1';
  static readonly longText = 'lines';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly billingAccountId!: string;
  @IsOptional() @IsDay() readonly from?: LocalDate;
  @IsOptional() @IsDay() readonly to?: LocalDate;
  @IsInt() @Min(1) @Max(1000) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(300) readonly after?: string;
}

/** The same, whole, as a file. Without a language: the issuer's first. */
export class MakeStatementFile extends Query<FilePiece> {
  static readonly subject = 'billing.query.make-statement-file.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly billingAccountId!: string;
  @IsOptional() @IsDay() readonly from?: LocalDate;
  @IsOptional() @IsDay() readonly to?: LocalDate;
  @IsIn(fileFormats) readonly format!: FileFormat;
  @IsOptional() @IsIn(documentLanguages) readonly language?: DocumentLanguage;
}
