import { Command, Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import type { LevelSum } from '../billing/billing-summary.js';
import type { DocumentRef } from '../billing/credits.js';
import type { PlannedDocument } from '../billing/planned-billing.js';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { IsRows } from '../rows.js';
import { replacementChecks, type ReplacementToMake } from './replacements.js';
import { saleChecks, type SaleToMake } from './sales.js';

/*
 * A sale or a replacement of thousands of members, in one order (PAIN-3): every row is judged and every document computed first; what
 * was previewed is confirmed, and carried out in parts by whoever is alive. Of each member all documents are issued or none. Rows reach
 * the service in pieces, as a message is bounded.
 */

export const batchOrderKinds = ['sale', 'replacement'] as const;
export type BatchOrderKind = (typeof batchOrderKinds)[number];

/** `previewing` and `running` move by themselves; `ready` waits to be confirmed or discarded. */
export const batchOrderStates = ['previewing', 'ready', 'running', 'finished', 'discarded'] as const;
export type BatchOrderState = (typeof batchOrderStates)[number];

/** `barred`: it could not be made when it was previewed; `refused`: not any more when its turn came. */
export const batchRowOutcomes = ['waiting', 'barred', 'done', 'refused'] as const;
export type BatchRowOutcome = (typeof batchRowOutcomes)[number];

export const batchRowsAtMost = 5000;
export const batchPieceRows = 1000;

export interface BatchOrderRecord {
  id: Uuid;
  kind: BatchOrderKind;
  state: BatchOrderState;
  rows: number;
  processed: number; // Of what is under way: previewed, or carried out.
  counts: Record<BatchRowOutcome, number>;
  levels: LevelSum[]; // What the rows that are not barred would do; empty until it is previewed.
  previewHash: string | null;
  orderedBy: string;
  createdAt: string;
  confirmedAt: string | null;
  finishedAt: string | null;
}

/** A row as it was asked, what was found of it, and what became of it. */
export interface BatchOrderRow {
  row: number; // From 1, as it was sent.
  listingId: Uuid;
  accountId: Uuid | null; // Of a replacement null when its membership is unknown.
  personId: Uuid | null;
  membershipId: Uuid | null; // Of a replacement: what is replaced.
  problem: string | null;
  facts: Record<string, string | number> | null;
  effectiveOn: LocalDate | null;
  expiresOn: LocalDate | null;
  outcome: BatchRowOutcome;
  newMembershipId: Uuid | null;
  documents: DocumentRef[];
}

/** A document that a row would make. */
export type BatchOrderDocument = PlannedDocument & { row: number };

/** Rows of an order that is about to begin, a piece at a time; sent again, a piece is the same. */
export class AppendBatchOrder extends Command<void> {
  static readonly subject = 'memberships.command.append-batch-order.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly orderId!: string;
  @IsInt() @Min(0) @Max(batchRowsAtMost / batchPieceRows - 1) readonly piece!: number;
  @IsOptional() @IsRows(saleChecks, { atMost: batchPieceRows }) readonly sales?: SaleToMake[];
  @IsOptional() @IsRows(replacementChecks, { atMost: batchPieceRows }) readonly replacements?: ReplacementToMake[];
}

/** All pieces are there: it is previewed. */
export class StartBatchOrder extends Command<BatchOrderRecord> {
  static readonly subject = 'memberships.command.start-batch-order.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly orderId!: string;
  @IsIn(batchOrderKinds) readonly kind!: BatchOrderKind;
  @IsInt() @Min(1) @Max(batchRowsAtMost) readonly rows!: number;
}

export class GetBatchOrder extends Query<BatchOrderRecord> {
  static readonly subject = 'memberships.query.get-batch-order.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly orderId!: string;
}

/** The acting seller's, the newest first. */
export class ListBatchOrders extends Query<Page<BatchOrderRecord>> {
  static readonly subject = 'memberships.query.list-batch-orders.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(batchOrderKinds) readonly kind?: BatchOrderKind;
  @IsOptional() @IsIn(batchOrderStates) readonly state?: BatchOrderState;
}

export class ListBatchOrderRows extends Query<Page<BatchOrderRow>> {
  static readonly subject = 'memberships.query.list-batch-order-rows.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly orderId!: string;
  @IsInt() @Min(1) @Max(1000) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(batchRowOutcomes) readonly outcome?: BatchRowOutcome;
}

/** The documents that rows would make, row by row: of an order that is previewed and not confirmed. */
export class ListBatchOrderDocuments extends Query<Page<BatchOrderDocument>> {
  static readonly subject = 'memberships.query.list-batch-order-documents.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly orderId!: string;
  @IsInt() @Min(1) @Max(200) readonly limit!: number; // Rows.
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

/** Carries out what was previewed, under its hash. */
export class ConfirmBatchOrder extends Command<BatchOrderRecord> {
  static readonly subject = 'memberships.command.confirm-batch-order.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly orderId!: string;
  @IsString() @Length(64, 64) readonly previewHash!: string;
}

/** Gives up what nobody confirmed. */
export class DiscardBatchOrder extends Command<BatchOrderRecord> {
  static readonly subject = 'memberships.command.discard-batch-order.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly orderId!: string;
}

/** Every row of an order has come to its end. What was made is told part by part, as any sale or replacement is. */
export class BatchOrderFinished {
  static readonly subject = 'memberships.event.batch-order-finished.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly orderId!: string;
  @IsUUID('all') readonly organizationId!: string;
  @IsIn(batchOrderKinds) readonly kind!: BatchOrderKind;
  @IsInt() @Min(0) readonly done!: number;
  @IsInt() @Min(0) readonly refused!: number;
  @IsInt() @Min(0) readonly barred!: number;
}
