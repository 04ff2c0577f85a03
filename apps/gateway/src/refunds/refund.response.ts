import { ApiProperty } from '@nestjs/swagger';
import { paymentMethods, type PaymentMethod } from '#contracts/billing/payment-methods';
import { refundReasons, type RefundReason, type RefundRecord } from '#contracts/billing/payments';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class RefundSourceView {
  @ApiProperty({ example: exampleId('payment') })
  paymentId!: string;

  @ApiProperty({ type: MoneyView })
  amount!: MoneyView;
}

export class RefundView {
  @ApiProperty({ example: exampleId('refund') })
  id!: string;

  @ApiProperty({ description: 'Who gave it', example: exampleId('organization') })
  issuerId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The club that got it, at the corporate level', example: null })
  debtorId!: string | null;

  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ enum: paymentMethods, example: 'transfer' })
  method!: PaymentMethod;

  @ApiProperty({ type: String, nullable: true, example: null })
  reference!: string | null;

  @ApiProperty({ enum: refundReasons, example: 'requested' })
  reason!: RefundReason;

  @ApiProperty({ type: MoneyView })
  amount!: MoneyView;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  bookedOn!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:05.000Z' })
  recordedAt!: string;

  @ApiProperty({ type: [RefundSourceView], description: 'The payments it gives back' })
  sources!: RefundSourceView[];
}

export const refundView = (refund: RefundRecord): RefundView => ({
  id: publicId('refund', refund.id),
  issuerId: publicId('organization', refund.issuerId),
  debtorId: maybePublicId('organization', refund.debtorId),
  billingAccountId: publicId('billingAccount', refund.billingAccountId),
  method: refund.method,
  reference: refund.reference,
  reason: refund.reason,
  amount: moneyView(refund.amountMinor, refund.currency),
  bookedOn: refund.bookedOn,
  recordedAt: refund.recordedAt,
  sources: refund.sources.map(({ paymentId, amountMinor }) => ({
    paymentId: publicId('payment', paymentId),
    amount: moneyView(amountMinor, refund.currency),
  })),
});
