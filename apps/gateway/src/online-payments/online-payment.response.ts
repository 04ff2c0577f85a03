import { ApiProperty } from '@nestjs/swagger';
import { electronicMethods, type ElectronicMethod } from '#contracts/billing/payment-methods';
import { chargeStates, type ChargeState, type OnlinePaymentRecord, type OnlineSettingsRecord } from '#contracts/billing/planned-payments';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class OnlinePaymentView {
  @ApiProperty({ example: exampleId('onlinePayment') })
  id!: string;

  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ enum: electronicMethods, example: 'card' })
  method!: ElectronicMethod;

  @ApiProperty({ type: MoneyView })
  amount!: MoneyView;

  @ApiProperty({ enum: chargeStates, description: '`requested`: the provider has not said yet, and is asked again', example: 'succeeded' })
  state!: ChargeState;

  @ApiProperty({ type: String, nullable: true, description: 'Why it was declined', example: null })
  failure!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The payment it became', example: exampleId('payment') })
  paymentId!: string | null;
}

export const onlinePaymentView = (payment: OnlinePaymentRecord): OnlinePaymentView => ({
  id: publicId('onlinePayment', payment.id),
  billingAccountId: publicId('billingAccount', payment.billingAccountId),
  method: payment.method,
  amount: moneyView(payment.amountMinor, payment.currency),
  state: payment.state,
  failure: payment.failure,
  paymentId: maybePublicId('payment', payment.paymentId),
});

export class OnlineSettingsView {
  @ApiProperty({ description: 'Whether debtors may pay online', example: true })
  allowed!: boolean;

  @ApiProperty({ type: MoneyView, description: 'The least at a time, unless less is owed' })
  minimum!: MoneyView;
}

export const onlineSettingsView = ({ allowed, minimumMinor, currency }: OnlineSettingsRecord): OnlineSettingsView => ({
  allowed,
  minimum: moneyView(minimumMinor, currency),
});
