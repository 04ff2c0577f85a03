import { Command, Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { IsRows, aCount, aDay, aText, aWhole, anId, listOf, maybe, oneOf } from '../rows.js';
import { documentLanguages, fileFormats, type DocumentLanguage, type FileFormat, type FilePiece } from './files.query.js';

/** Care is declared by the day or by the week (BIL-26). */
export const careUnits = ['day', 'week'] as const;
export type CareUnit = (typeof careUnits)[number];

/** What makes a line of an invoice childcare. */
export interface CareRecord {
  position: number;
  unit: CareUnit;
  careOn: LocalDate[]; // Each day of care, or the first day of each week of it.
  childBornOn: LocalDate;
  notEligibleMinor: number; // What of the line can't be claimed.
}

/** Whose child it is and who pays. The first and the second, at most two. */
export interface GuardianRecord {
  name: string | null;
  address: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
  insuranceNumber: string | null; // Masked: "••• ••• 286".
}

/** All of it is one guardian's, or half of it each one's (BIL-27). */
export const shares = ['first', 'second', 'half'] as const;
export type Share = (typeof shares)[number];

export interface ChildShare {
  childId: Uuid;
  share: Share;
}

export interface GuardiansRecord {
  billingAccountId: Uuid;
  guardians: GuardianRecord[];
  shares: ChildShare[];
}

export interface GuardianToKeep extends Omit<GuardianRecord, 'insuranceNumber'> {
  insuranceNumber?: string | null; // Absent: the one that is kept stays. Null: it goes.
}

/** Original, amended, cancelled (BIL-28). */
export const slipCodes = ['R', 'A', 'D'] as const;
export type SlipCode = (typeof slipCodes)[number];

export interface SlipRecord {
  id: Uuid;
  number: string;
  code: SlipCode;
  amends: string | null; // The number of the slip before it.
  year: number;
  billingAccountId: Uuid;
  childId: Uuid;
  childName: string;
  payerName: string;
  payerAddress: string;
  insuranceNumber: string; // Masked.
  unit: CareUnit;
  units: number;
  totalMinor: number; // C
  notEligibleMinor: number; // D
  eligibleMinor: number; // E
  currency: string;
  madeOn: LocalDate;
}

export const missingForSlip = [
  'not-reconciled',
  'child-name',
  'share',
  'guardian',
  'payer-name',
  'insurance-number',
  'address',
  'quebec-address',
] as const;
export type MissingForSlip = (typeof missingForSlip)[number];

/** Care that no slip can be made for, and all that is missing (BIL-27). */
export interface BlockedSlip {
  billingAccountId: Uuid;
  childId: Uuid;
  childName: string | null;
  missing: MissingForSlip[];
}

export interface SlipsMade {
  year: number;
  original: number;
  amended: number;
  cancelled: number;
  blocked: BlockedSlip[];
}

/** Says which lines of an invoice are childcare: these and no others. */
export class DeclareCare extends Command<{ lines: CareRecord[] }> {
  static readonly subject = 'billing.command.declare-care.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly invoiceId!: string;
  @IsRows(
    { position: aWhole, unit: oneOf(...careUnits), careOn: listOf(aDay, 366), childBornOn: aDay, notEligibleMinor: aCount },
    { atMost: 200 },
  )
  readonly lines!: CareRecord[];
}

export class GetCare extends Query<{ lines: CareRecord[] }> {
  static readonly subject = 'billing.query.get-care.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly invoiceId!: string;
}

/** Keeps who pays for the children of an account: these and no others. */
export class KeepGuardians extends Command<GuardiansRecord> {
  static readonly subject = 'billing.command.keep-guardians.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly billingAccountId!: string;
  @IsRows(
    {
      name: maybe(aText(200)),
      address: maybe(aText(200)),
      city: maybe(aText(100)),
      province: maybe(aText(10)),
      postalCode: maybe(aText(10)),
      insuranceNumber: maybe(aText(20)),
    },
    { atMost: 2 },
  )
  readonly guardians!: GuardianToKeep[];
  @IsRows({ childId: anId, share: oneOf(...shares) }, { atMost: 50 }) readonly shares!: ChildShare[];
}

export class GetGuardians extends Query<GuardiansRecord> {
  static readonly subject = 'billing.query.get-guardians.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly billingAccountId!: string;
}

/** Makes the RL-24 slips of a year: originals for new care, amended ones where it changed, cancelled ones where it went. */
export class MakeSlips extends Command<SlipsMade> {
  static readonly subject = 'billing.command.make-slips.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(2000) @Max(2999) readonly year!: number;
}

/** What making them would do now, and what is missing. */
export class PreviewSlips extends Query<SlipsMade> {
  static readonly subject = 'billing.query.preview-slips.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(2000) @Max(2999) readonly year!: number;
}

export class ListSlips extends Query<Page<SlipRecord>> {
  static readonly subject = 'billing.query.list-slips.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsInt() @Min(2000) @Max(2999) readonly year?: number;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
}

/** The slips themselves, with the whole insurance numbers: who made the file stands in the audit log (BIL-28). */
export class MakeSlipsFile extends Query<FilePiece> {
  static readonly subject = 'billing.query.make-slips-file.v1';
  static readonly senders = ['gateway'] as const;
  @IsOptional() @IsInt() @Min(2000) @Max(2999) readonly year?: number;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsIn(fileFormats) readonly format!: FileFormat;
  @IsOptional() @IsIn(documentLanguages) readonly language?: DocumentLanguage;
}
