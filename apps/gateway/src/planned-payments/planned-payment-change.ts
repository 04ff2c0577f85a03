import { ApiProperty } from '@nestjs/swagger';
import type { PlannedPaymentChange } from '#contracts/billing/planned-billing';
import { plannedMethods, type PlannedMethod } from '#contracts/billing/planned-payments';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';

/** A payment that is planned, and shrinks or ends because what it was to pay is credited. */
export class PlannedPaymentChangeView {
  @ApiProperty({ example: exampleId('plannedPayment') })
  id!: string;

  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ enum: plannedMethods, example: 'card' })
  method!: PlannedMethod;

  @ApiProperty({ format: 'date', example: '2026-12-01' })
  dueOn!: string;

  @ApiProperty({ type: MoneyView })
  before!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Zero: it ends; a cheque is to be handed back' })
  after!: MoneyView;
}

export const plannedPaymentChangeView = (change: PlannedPaymentChange): PlannedPaymentChangeView => ({
  id: publicId('plannedPayment', change.plannedPaymentId),
  billingAccountId: publicId('billingAccount', change.billingAccountId),
  method: change.method,
  dueOn: change.dueOn,
  before: moneyView(change.beforeMinor, change.currency),
  after: moneyView(change.afterMinor, change.currency),
});
