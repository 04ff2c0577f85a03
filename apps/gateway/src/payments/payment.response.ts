import { ApiProperty } from '@nestjs/swagger';
import { paymentMethods, type PaymentMethod } from '#contracts/billing/payment-methods';
import { matchStates, type MatchRecord, type MatchState, type PaymentRecord } from '#contracts/billing/payments';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class MatchView {
  @ApiProperty({ example: exampleId('invoice') })
  invoiceId!: string;

  @ApiProperty({ example: '2026-000042' })
  invoiceNumber!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  position!: number;

  @ApiProperty({ example: 'Patinage récréatif, 2026-09-01 – 2027-08-31' })
  description!: string;

  @ApiProperty({ type: MoneyView })
  amount!: MoneyView;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:05.000Z' })
  matchedAt!: string;
}

export class PaymentView {
  @ApiProperty({ example: exampleId('payment') })
  id!: string;

  @ApiProperty({ description: 'Who received it', example: exampleId('organization') })
  issuerId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The club that paid, at the corporate level', example: null })
  debtorId!: string | null;

  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ enum: paymentMethods, example: 'cheque' })
  method!: PaymentMethod;

  @ApiProperty({ type: String, nullable: true, example: '000417' })
  reference!: string | null;

  @ApiProperty({ type: MoneyView })
  amount!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Settling items' })
  matched!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Given back' })
  refunded!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Neither: credit on account' })
  free!: MoneyView;

  @ApiProperty({ enum: matchStates, description: 'How far it is reconciled', example: 'full' })
  state!: MatchState;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  bookedOn!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:05.000Z' })
  recordedAt!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The import that recorded it', example: null })
  importId!: string | null;

  @ApiProperty({ type: [MatchView] })
  matches!: MatchView[];
}

export const paymentView = (payment: PaymentRecord): PaymentView => ({
  id: publicId('payment', payment.id),
  issuerId: publicId('organization', payment.issuerId),
  debtorId: maybePublicId('organization', payment.debtorId),
  billingAccountId: publicId('billingAccount', payment.billingAccountId),
  method: payment.method,
  reference: payment.reference,
  amount: moneyView(payment.amountMinor, payment.currency),
  matched: moneyView(payment.matchedMinor, payment.currency),
  refunded: moneyView(payment.refundedMinor, payment.currency),
  free: moneyView(payment.freeMinor, payment.currency),
  state: payment.state,
  bookedOn: payment.bookedOn,
  recordedAt: payment.recordedAt,
  importId: maybePublicId('import', payment.importId),
  matches: payment.matches.map((match) => matchView(match, payment.currency)),
});

const matchView = (match: MatchRecord, currency: string): MatchView => ({
  invoiceId: publicId('invoice', match.invoiceId),
  invoiceNumber: match.invoiceNumber,
  position: match.position,
  description: match.description,
  amount: moneyView(match.amountMinor, currency),
  matchedAt: match.matchedAt,
});
