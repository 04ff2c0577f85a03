import { Command, Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import type { LocalDate } from '../caller.js';
import { IsDay } from '../days.js';
import { lineKinds, type LineKind } from '../identity/organizations.js';
import type { DocumentRef } from './credits.js';
import type { PlannedBilling } from './planned-billing.js';

/*
 * What a club's own affiliation is to the books: one invoice of its federation on the club's corporate account, and no client's (MEM-19).
 * It is an operation of its own under an id of the sender's, so that sending twice is harmless.
 */

/** What issuing that invoice would do. */
export class PreviewAffiliationInvoice extends Query<PlannedBilling> {
  static readonly subject = 'billing.query.preview-affiliation-invoice.v1';
  static readonly senders = ['memberships'] as const;
  @IsUUID('all') readonly operationId!: string;
  @IsUUID('all') readonly organizationId!: string; // The club.
  @IsUUID('all') readonly federationId!: string;
  @IsString() @Length(1, 200) readonly name!: string;
  @IsInt() @Min(0) @Max(100_000_000) readonly netMinor!: number;
  @Matches(/^[A-Z]{3}$/) readonly currency!: string;
  @IsString() @Length(1, 40) readonly ledgerCode!: string;
  @IsIn(lineKinds) readonly taxKind!: LineKind;
  @IsDay() readonly effectiveOn!: LocalDate;
  @IsOptional() @IsDay() readonly expiresOn!: LocalDate | null;
}

/** Issues the invoice, dated by the federation. */
export class IssueAffiliationInvoice extends Command<DocumentRef> {
  static readonly subject = 'billing.command.issue-affiliation-invoice.v1';
  static readonly senders = ['memberships'] as const;
  @IsUUID('all') readonly operationId!: string;
  @IsUUID('all') readonly organizationId!: string;
  @IsUUID('all') readonly federationId!: string;
  @IsString() @Length(1, 200) readonly name!: string;
  @IsInt() @Min(0) @Max(100_000_000) readonly netMinor!: number;
  @Matches(/^[A-Z]{3}$/) readonly currency!: string;
  @IsString() @Length(1, 40) readonly ledgerCode!: string;
  @IsIn(lineKinds) readonly taxKind!: LineKind;
  @IsDay() readonly effectiveOn!: LocalDate;
  @IsOptional() @IsDay() readonly expiresOn!: LocalDate | null;
  @IsOptional() @IsString() @Length(64, 64) readonly previewHash?: string;
}
