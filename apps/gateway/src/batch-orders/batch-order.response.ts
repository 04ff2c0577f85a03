import { ApiProperty } from '@nestjs/swagger';
import type { LevelSum } from '#contracts/billing/billing-summary';
import { billingLevels, type BillingLevel } from '#contracts/billing/documents.query';
import {
  batchOrderKinds,
  batchOrderStates,
  batchRowOutcomes,
  type BatchOrderDocument,
  type BatchOrderKind,
  type BatchOrderRecord,
  type BatchOrderRow,
  type BatchOrderState,
  type BatchRowOutcome,
} from '#contracts/memberships/batch-orders';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';
import { PlannedDocumentView, plannedDocumentView } from '../sales/planned-billing.response.js';

export class BatchCountsView {
  @ApiProperty({ type: 'integer', description: 'Not made, and not refused', example: 0 })
  waiting!: number;

  @ApiProperty({ type: 'integer', description: 'Could not be made when it was previewed', example: 12 })
  barred!: number;

  @ApiProperty({ type: 'integer', example: 4980 })
  done!: number;

  @ApiProperty({ type: 'integer', description: 'Could not be made any more when its turn came', example: 8 })
  refused!: number;
}

class BatchTaxView {
  @ApiProperty({ example: 'GST' })
  code!: string;

  @ApiProperty({ type: 'number', example: 5 })
  ratePercent!: number;

  @ApiProperty({ type: MoneyView })
  amount!: MoneyView;
}

export class BatchLevelView {
  @ApiProperty({ enum: billingLevels, example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ type: 'integer', example: 4988 })
  invoices!: number;

  @ApiProperty({ type: 'integer', example: 0 })
  creditNotes!: number;

  @ApiProperty({ type: MoneyView, description: 'Of the invoices, less the credit notes, before taxes' })
  net!: MoneyView;

  @ApiProperty({ type: [BatchTaxView] })
  taxes!: BatchTaxView[];

  @ApiProperty({ type: MoneyView })
  invoiced!: MoneyView;

  @ApiProperty({ type: MoneyView })
  credited!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'What was paid on what is credited, free again' })
  released!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'What of the new invoices is settled by that' })
  settled!: MoneyView;

  @ApiProperty({ type: 'integer', description: 'Billing accounts', example: 4210 })
  accounts!: number;

  @ApiProperty({ type: MoneyView, description: 'Of these accounts together; positive: owed' })
  balanceBefore!: MoneyView;

  @ApiProperty({ type: MoneyView })
  balanceAfter!: MoneyView;
}

export class BatchOrderView {
  @ApiProperty({ example: exampleId('batchOrder') })
  id!: string;

  @ApiProperty({ enum: batchOrderKinds, example: 'sale' })
  kind!: BatchOrderKind;

  @ApiProperty({ enum: batchOrderStates, description: '`previewing` and `running` move by themselves', example: 'ready' })
  state!: BatchOrderState;

  @ApiProperty({ type: 'integer', example: 5000 })
  rows!: number;

  @ApiProperty({ type: 'integer', description: 'Rows previewed, or carried out, so far', example: 5000 })
  processed!: number;

  @ApiProperty({ type: BatchCountsView })
  counts!: BatchCountsView;

  @ApiProperty({ type: [BatchLevelView], description: 'All that the order would do, by level; empty until it is previewed' })
  levels!: BatchLevelView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'To confirm just this',
    example: '3f1c9a52d0d04c1f9a411c3f6f0f3f0a3f1c9a52d0d04c1f9a411c3f6f0f3f0a',
  })
  previewHash!: string | null;

  @ApiProperty({ description: 'Who ordered it', example: 'Camille Tremblay' })
  orderedBy!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T17:00:00.000Z' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  confirmedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  finishedAt!: string | null;
}

class BatchDocumentView {
  @ApiProperty({ example: exampleId('invoice') })
  id!: string;

  @ApiProperty({ enum: ['invoice', 'credit-note'], example: 'invoice' })
  kind!: 'invoice' | 'credit-note';

  @ApiProperty({ enum: billingLevels, example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ example: '2026-000042' })
  number!: string;

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;
}

export class BatchOrderRowView {
  @ApiProperty({ type: 'integer', description: 'From 1, as it was sent', example: 1 })
  row!: number;

  @ApiProperty({ example: exampleId('listing') })
  listingId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null: of a membership nobody knows', example: exampleId('account') })
  accountId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of a replacement: what is replaced', example: null })
  membershipId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it is not made; null: nothing keeps it', example: null })
  problem!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    nullable: true,
    description: 'Numbers and words about the problem',
    example: null,
  })
  facts!: Record<string, string | number> | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-09-01' })
  effectiveOn!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-06-30' })
  expiresOn!: string | null;

  @ApiProperty({ enum: batchRowOutcomes, example: 'done' })
  outcome!: BatchRowOutcome;

  @ApiProperty({ type: String, nullable: true, description: 'What was made', example: exampleId('membership', 'e') })
  newMembershipId!: string | null;

  @ApiProperty({ type: [BatchDocumentView], description: 'All of them, at both levels, or none' })
  documents!: BatchDocumentView[];
}

export class BatchOrderDocumentView extends PlannedDocumentView {
  @ApiProperty({ type: 'integer', description: 'Of the row that would make it', example: 1 })
  row!: number;
}

const levelView = ({ currency, ...sum }: LevelSum): BatchLevelView => {
  const money = (amountMinor: number) => moneyView(amountMinor, currency);
  return {
    level: sum.level,
    invoices: sum.invoices,
    creditNotes: sum.creditNotes,
    net: money(sum.netMinor),
    taxes: sum.taxes.map(({ code, ratePpm, amountMinor }) => ({ code, ratePercent: ratePpm / 10_000, amount: money(amountMinor) })),
    invoiced: money(sum.invoicedMinor),
    credited: money(sum.creditedMinor),
    released: money(sum.releasedMinor),
    settled: money(sum.settledMinor),
    accounts: sum.accounts,
    balanceBefore: money(sum.balanceBeforeMinor),
    balanceAfter: money(sum.balanceAfterMinor),
  };
};

/** What changes while an order moves. */
export const batchProgressView = ({ state, rows, processed, counts }: BatchOrderRecord) => ({ state, rows, processed, counts });

export const batchOrderView = ({ id, levels, ...order }: BatchOrderRecord): BatchOrderView => ({
  ...order,
  id: publicId('batchOrder', id),
  levels: levels.map(levelView),
});

export const batchOrderRowView = (row: BatchOrderRow, currency: string): BatchOrderRowView => ({
  row: row.row,
  listingId: publicId('listing', row.listingId),
  accountId: maybePublicId('account', row.accountId),
  personId: maybePublicId('person', row.personId),
  membershipId: maybePublicId('membership', row.membershipId),
  problem: row.problem,
  facts: row.facts,
  effectiveOn: row.effectiveOn,
  expiresOn: row.expiresOn,
  outcome: row.outcome,
  newMembershipId: maybePublicId('membership', row.newMembershipId),
  documents: row.documents.map(({ id, kind, level, number, totalMinor }) => ({
    id: publicId(kind === 'invoice' ? 'invoice' : 'creditNote', id),
    kind,
    level,
    number,
    total: moneyView(totalMinor, currency),
  })),
});

export const batchOrderDocumentView = ({ row, ...document }: BatchOrderDocument): BatchOrderDocumentView => ({
  row,
  ...plannedDocumentView(document),
});
