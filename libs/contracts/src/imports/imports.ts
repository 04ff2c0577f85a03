import { Command, Query } from '@nestjs/cqrs';
import { IsBase64, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { IsRows, IsShape, aText, aWhole, anId, maybe, mapOf } from '../rows.js';
import type { BillingLevel } from '../billing/documents.query.js';
import type { QuotedTax } from '../billing/quote-documents.query.js';
import type { MatchReason } from '../identity/match-people.query.js';

export const importKinds = ['resale'] as const; // Members and leads join with their recipes.
export type ImportKind = (typeof importKinds)[number];

export const importStates = [
  'checking',
  'invalid',
  'needsDecisions',
  'ready',
  'running',
  'paused',
  'finished',
  'failed',
  'cancelled',
  'discarded',
  'undoing',
  'undone',
] as const;
export type ImportState = (typeof importStates)[number];

export interface ImportCounts {
  rows: number; // Data rows read; the header is not one.
  valid: number;
  errors: number;
  warnings: number;
  decisions: number; // Still to be answered.
  created: number; // People made; before the run: to be made.
  reused: number;
  skipped: number; // Already held, or excluded by the operator.
  failed: number;
}

/** How far an undo is (IMP-17). */
export interface UndoProgress {
  startedAt: string;
  finishedAt: string | null;
  rows: number; // To be judged.
  documents: number; // Rows whose documents are decided.
  memberships: number; // Rows whose memberships are.
  people: number; // Rows whose people are.
  undone: number;
  kept: number;
}

export interface ImportRecord {
  id: Uuid;
  kind: ImportKind;
  fileName: string;
  state: ImportState;
  counts: ImportCounts;
  processed: number; // Rows done in the stage under way.
  stages: { people: number; memberships: number; invoices: number }; // Rows done in each, during the run.
  createdBy: string;
  createdAt: string;
  checkedAt: string | null;
  committedAt: string | null;
  finishedAt: string | null;
  publishedAt: string | null;
  previewHash: string | null;
  /** Earlier imports of the same content by this organization (IMP-16). */
  sameContentAs: Uuid[];
  reason: string | null; // Why it failed or was cancelled.
  undo: UndoProgress | null;
  version: number;
}

/** One piece of an upload. Pieces are kept in the database of `imports`: replicas share no disk. */
export class AppendUpload extends Command<{ received: number }> {
  static readonly subject = 'imports.command.append-upload.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly uploadId!: string;
  @IsInt() @Min(0) @Max(200) readonly index!: number;
  @IsBase64() @MaxLength(700_000) readonly bytes!: string;
}

/** Makes an import of an upload and starts its check. Fails with `imports.too-large`, `imports.upload-incomplete`. */
export class StartImport extends Command<ImportRecord> {
  static readonly subject = 'imports.command.start-import.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsUUID('all') readonly uploadId!: string;
  @IsIn(importKinds) readonly kind!: ImportKind;
  @IsString() @MaxLength(255) readonly fileName!: string; // A label, never a path.
  @IsInt() @Min(0) readonly pieces!: number;
  @IsInt() @Min(0) readonly size!: number;
  @Matches(/^[0-9a-f]{64}$/) readonly sha256!: string;
}

export class GetImport extends Query<ImportRecord> {
  static readonly subject = 'imports.query.get-import.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
}

export class ListImports extends Query<Page<ImportRecord>> {
  static readonly subject = 'imports.query.list-imports.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(importKinds) readonly kind?: ImportKind;
}

export type Severity = 'error' | 'warning' | 'decision';

/** One thing found in a file. `detail` says what is wrong, `suggestion` what would be right, in the reader's language. */
export interface ImportIssue {
  row: number; // As a spreadsheet counts: the header is row 1.
  column: string | null; // The template's header.
  code: string;
  severity: Severity;
  detail: string;
  suggestion: string | null;
  /** For a decision: who it might be. Shared fields only. */
  candidates?: {
    personId: Uuid;
    number: string;
    firstName: string;
    lastName: string;
    birthDate: LocalDate | null;
    because: MatchReason[];
  }[];
  answer?: { personId: Uuid | null } | null; // The operator's answer, null person: somebody new.
}

export class ListIssues extends Query<Page<ImportIssue> & { byCode: { code: string; severity: Severity; rows: number }[] }> {
  static readonly subject = 'imports.query.list-issues.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() @Min(1) @Max(1000) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(['error', 'warning', 'decision']) readonly severity?: Severity;
  @IsOptional() @IsString() @MaxLength(60) readonly code?: string;
  @IsIn(['en', 'fr']) readonly language!: 'en' | 'fr';
}

export type RowOutcome = 'created' | 'reused' | 'skipped' | 'excluded' | 'failed' | 'invalid' | 'waiting';

export interface ImportRow {
  row: number;
  values: Record<string, string>; // Cleaned, by template header; dates as YYYY-MM-DD.
  outcome: RowOutcome;
  personId: Uuid | null;
  membershipId: Uuid | null;
  clientInvoice: { id: Uuid; number: string } | null;
  corporateInvoice: { id: Uuid; number: string } | null;
  /** What the undo of the import made of the row; null while there is none. Kept rows have reasons and no credit notes. */
  undo: {
    undone: boolean;
    reasons: string[];
    clientCreditNote: { id: Uuid; number: string } | null;
    corporateCreditNote: { id: Uuid; number: string } | null;
  } | null;
}

export class ListRows extends Query<Page<ImportRow>> {
  static readonly subject = 'imports.query.list-rows.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() @Min(1) @Max(1000) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

/** Repairs cells of one row, or leaves the row out; the raw row is kept. The file is judged again. */
export class RepairRow extends Command<ImportRecord> {
  static readonly subject = 'imports.command.repair-row.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() @Min(2) readonly row!: number;
  @IsOptional() @IsInt() readonly version?: number; // Of the import as the editor saw it, else `imports.stale-import`; not checked when absent.
  @IsOptional() @IsShape({ values: mapOf(aText(500)) }) readonly cells?: { values: Record<string, string> };
  @IsOptional() readonly excluded?: boolean;
}

/** Answers to possible matches: reuse this candidate, or somebody new. All or none are taken. */
export class DecideMatches extends Command<ImportRecord> {
  static readonly subject = 'imports.command.decide-matches.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsRows({ row: aWhole, personId: maybe(anId) }, { atMost: 1000 }) readonly decisions!: { row: number; personId: Uuid | null }[];
}

export interface PreviewDocument {
  row: number;
  level: BillingLevel;
  debtorName: string;
  description: string;
  personName: string;
  netMinor: number;
  taxes: QuotedTax[];
  totalMinor: number;
  currency: string;
  paidMinor: number; // Freemium (IMP-14)
}

export interface LevelTotals {
  documents: number;
  netMinor: number;
  taxes: { code: string; amountMinor: number }[];
  totalMinor: number;
  paidMinor: number;
  currency: string;
}

export interface ImportPreview {
  previewHash: string;
  people: { created: number; reused: number };
  accounts: { created: number; placeholders: number };
  memberships: number;
  skipped: number;
  totals: Record<BillingLevel, LevelTotals>;
  documents: Page<PreviewDocument>;
}

/** Every consequence before anything happens, computed and not written. Fails with `imports.not-ready`. */
export class GetPreview extends Query<ImportPreview> {
  static readonly subject = 'imports.query.get-preview.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() @Min(1) @Max(1000) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

/**
 * Starts the run of exactly what a preview showed. Needs an idempotency key. When something it covers has changed it fails with
 * `imports.preview-changed` and names the difference; a file imported before needs `confirmRepeat` (IMP-16).
 */
export class CommitImport extends Command<ImportRecord> {
  static readonly subject = 'imports.command.commit-import.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsString() @Length(1, 100) readonly previewHash!: string;
  @IsOptional() readonly confirmRepeat?: boolean;
}

export const steerings = ['pause', 'resume', 'cancel', 'discard'] as const;
/** `cancel` gives up before the first row runs; `discard` drops a file that was never committed. */
export class SteerImport extends Command<ImportRecord> {
  static readonly subject = 'imports.command.steer-import.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsIn(steerings) readonly to!: (typeof steerings)[number];
}

/** A piece of the annotated file: every row, original columns and order, plus problem, suggestion and outcome (IMP-18, IMP-19). */
export class GetReport extends Query<{ text: string; next: string | null; fileName: string }> {
  static readonly subject = 'imports.query.get-report.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsIn(['en', 'fr']) readonly language!: 'en' | 'fr';
}

export class GetTemplate extends Query<{ text: string; fileName: string; mediaType: string }> {
  static readonly subject = 'imports.query.get-template.v1';
  static readonly senders = ['gateway'] as const;
  @IsIn(importKinds) readonly kind!: ImportKind;
  @IsIn(['en', 'fr']) readonly language!: 'en' | 'fr';
}
