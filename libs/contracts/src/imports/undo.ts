import { Command, Query } from '@nestjs/cqrs';
import { IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate } from '../caller.js';
import type { Page } from '../message.js';
import type { ImportRecord } from './imports.js';

/** Why a row is kept as a whole, its membership and both documents: something was done with it since (IMP-17). */
export const keptRowReasons = [
  'client-paid', // By other money than the import's own payment.
  'client-credited',
  'cancelled', // Staff decided about it, whatever they credited.
  'payment-planned', // Instalments, cheques or recurring charges were planned since.
  'payment-changed', // The import's own payment was given back, or settles something else.
  'club-paid', // The club paid its federation for it.
  'club-credited',
  'membership-ended', // Cancelled or replaced.
  'membership-used', // Its holder came in with it.
] as const;
export type KeptRowReason = (typeof keptRowReasons)[number];

/** Why a person or an account that the import made is kept although its rows are undone. */
export const keptPartyReasons = [
  'row-kept',
  'other-membership', // Holds another membership.
  'billed-otherwise', // Has documents or payments of another origin.
  'known-elsewhere', // Another organization has them too.
  'imported-again', // A later import named them.
  'edited',
  'other-members', // Somebody joined the account.
  'owns-kept-account',
  'member-kept', // One of the account's people is.
] as const;
export type KeptPartyReason = (typeof keptPartyReasons)[number];

export const keptKinds = ['row', 'person', 'owner', 'account'] as const;

/** What an undo keeps, by name: a row as a whole, a person, an owner who has no row of their own, or an account. */
export interface KeptByUndo {
  row: number; // Of the file: the row itself, or the first one that named them.
  kind: (typeof keptKinds)[number];
  name: string;
  reasons: (KeptRowReason | KeptPartyReason)[];
}

export interface UndoLevelTotals {
  creditNotes: number;
  creditedMinor: number; // Of the documents countered, taxes included.
  refundedMinor: number; // Freemium payments reversed.
  currency: string;
}

/** What is undone and what is kept: before anything happens, or afterwards. */
export interface UndoExtent {
  rows: { undone: number; kept: number };
  memberships: number; // Cancelled
  people: { withdrawn: number; kept: number };
  accounts: { withdrawn: number; kept: number };
  totals: { client: UndoLevelTotals; corporate: UndoLevelTotals };
}

export interface UndoPreview extends UndoExtent {
  undoableUntil: LocalDate;
  kept: Page<KeptByUndo>;
}

export interface UndoResult extends UndoExtent {
  startedAt: string;
  startedBy: string;
  finishedAt: string | null; // Null while it is under way; the extent is then what is done by now.
  kept: Page<KeptByUndo>;
}

/** Every consequence before anything happens; nothing is written. Fails with `imports.not-ready`, `imports.undo-too-late`. */
export class GetUndoPreview extends Query<UndoPreview> {
  static readonly subject = 'imports.query.get-undo-preview.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() @Min(1) @Max(1000) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

/**
 * Takes an import back (IMP-17), within 30 days of its end, or while it is paused. What was paid, edited or used since is kept and
 * named. A second undo changes nothing. Needs an idempotency key. Fails with `imports.not-ready`, `imports.undo-too-late`.
 */
export class UndoImport extends Command<ImportRecord> {
  static readonly subject = 'imports.command.undo-import.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
}

/** What an undo has done and kept. Fails with `imports.not-undone`. */
export class GetUndo extends Query<UndoResult> {
  static readonly subject = 'imports.query.get-undo.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() @Min(1) @Max(1000) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}
