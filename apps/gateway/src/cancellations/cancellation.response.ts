import { ApiProperty } from '@nestjs/swagger';
import { upstreamCredits, type UpstreamCreditPolicy } from '#contracts/billing/billing-settings';
import { upstreamStates, type CancellationRecord, type UpstreamCreditRecord, type UpstreamState } from '#contracts/billing/cancellations';
import { billingLevels, type BillingLevel } from '#contracts/billing/documents.query';
import type { DocumentRef } from '#contracts/billing/credits';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class DecidedDocumentView {
  @ApiProperty({ example: exampleId('creditNote') })
  id!: string;

  @ApiProperty({ enum: ['invoice', 'credit-note'], example: 'credit-note' })
  kind!: 'invoice' | 'credit-note';

  @ApiProperty({ enum: billingLevels, example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ example: '2026-000007' })
  number!: string;

  @ApiProperty({ type: MoneyView, description: 'Of a credit note negative' })
  total!: MoneyView;
}

export class UpstreamView {
  @ApiProperty({ enum: upstreamCredits, description: 'The federation’s setting', example: 'on-approval' })
  policy!: UpstreamCreditPolicy;

  @ApiProperty({ enum: upstreamStates, example: 'waiting' })
  state!: UpstreamState;

  @ApiProperty({ type: MoneyView, description: 'The same share as the client was credited' })
  asked!: MoneyView;

  @ApiProperty({ type: MoneyView })
  credited!: MoneyView;
}

export class CancellationView {
  @ApiProperty({ example: exampleId('cancellation') })
  id!: string;

  @ApiProperty({ example: exampleId('invoice') })
  invoiceId!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  position!: number;

  @ApiProperty({ type: String, nullable: true, example: exampleId('sale') })
  saleId!: string | null;

  @ApiProperty({ enum: billingLevels, example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ description: 'Whose line it was', example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ type: MoneyView, description: 'What of the line was credited' })
  credited!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'What was kept of it, by an invoice of its own' })
  fee!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'What was given back; the rest of what was paid is credit on account' })
  refunded!: MoneyView;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  decidedOn!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Blessure' })
  memo!: string | null;

  @ApiProperty({ type: [DecidedDocumentView] })
  documents!: DecidedDocumentView[];

  @ApiProperty({ type: UpstreamView, nullable: true, description: 'What becomes of the level above; null where there is none' })
  upstream!: UpstreamView | null;
}

export class UpstreamCreditView extends UpstreamView {
  @ApiProperty({ example: exampleId('upstreamCredit') })
  id!: string;

  @ApiProperty({ description: 'The federation', example: exampleId('organization') })
  issuerId!: string;

  @ApiProperty({ description: 'The club', example: exampleId('organization', 'e') })
  debtorId!: string;

  @ApiProperty({ description: 'What the federation billed the club', example: exampleId('invoice') })
  invoiceId!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  position!: number;

  @ApiProperty({ example: exampleId('sale') })
  saleId!: string;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  askedOn!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: null })
  decidedOn!: string | null;
}

export const cancellationView = (record: CancellationRecord): CancellationView => ({
  id: publicId('cancellation', record.id),
  invoiceId: publicId('invoice', record.invoiceId),
  position: record.position,
  saleId: maybePublicId('sale', record.saleId),
  level: record.level,
  billingAccountId: publicId('billingAccount', record.billingAccountId),
  credited: moneyView(record.creditedMinor, record.currency),
  fee: moneyView(record.feeMinor, record.currency),
  refunded: moneyView(record.refundedMinor, record.currency),
  decidedOn: record.decidedOn,
  memo: record.memo,
  documents: record.documents.map((document) => documentRefView(document, record.currency)),
  upstream: record.upstream && upstreamView(record.upstream, record.currency),
});

const documentRefView = ({ id, kind, level, number, totalMinor }: DocumentRef, currency: string): DecidedDocumentView => ({
  id: publicId(kind === 'invoice' ? 'invoice' : 'creditNote', id),
  kind,
  level,
  number,
  total: moneyView(totalMinor, currency),
});

const upstreamView = (
  { policy, state, askedMinor, creditedMinor }: Pick<UpstreamCreditRecord, 'policy' | 'state' | 'askedMinor' | 'creditedMinor'>,
  currency: string,
): UpstreamView => ({ policy, state, asked: moneyView(askedMinor, currency), credited: moneyView(creditedMinor, currency) });

export const upstreamCreditView = (record: UpstreamCreditRecord): UpstreamCreditView => ({
  id: publicId('upstreamCredit', record.id),
  issuerId: publicId('organization', record.issuerId),
  debtorId: publicId('organization', record.debtorId),
  invoiceId: publicId('invoice', record.invoiceId),
  position: record.position,
  saleId: publicId('sale', record.saleId),
  ...upstreamView(record, record.currency),
  askedOn: record.askedOn,
  decidedOn: record.decidedOn,
});
