import { ApiProperty } from '@nestjs/swagger';
import {
  plannedMethods,
  plannedStates,
  type PlannedMethod,
  type PlannedPaymentRecord,
  type PlannedState,
} from '#contracts/billing/planned-payments';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class PlannedPaymentView {
  @ApiProperty({ example: exampleId('plannedPayment') })
  id!: string;

  @ApiProperty({ description: 'Who receives it', example: exampleId('organization') })
  issuerId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The club that pays, at the corporate level', example: null })
  debtorId!: string | null;

  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'What it became', example: null })
  paymentId!: string | null;

  @ApiProperty({ enum: plannedMethods, example: 'cheque' })
  method!: PlannedMethod;

  @ApiProperty({ type: String, nullable: true, example: '000417' })
  reference!: string | null;

  @ApiProperty({ type: MoneyView })
  amount!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'What it was more, before a credit made it smaller' })
  reduced!: MoneyView;

  @ApiProperty({ format: 'date', example: '2026-12-01' })
  dueOn!: string;

  @ApiProperty({ enum: plannedStates, description: '`covered`: nothing was owed any more', example: 'planned' })
  state!: PlannedState;

  @ApiProperty({ type: String, nullable: true, description: 'Why the provider declined', example: null })
  failure!: string | null;
}

export const plannedPaymentView = (planned: PlannedPaymentRecord): PlannedPaymentView => ({
  id: publicId('plannedPayment', planned.id),
  issuerId: publicId('organization', planned.issuerId),
  debtorId: maybePublicId('organization', planned.debtorId),
  billingAccountId: publicId('billingAccount', planned.billingAccountId),
  paymentId: maybePublicId('payment', planned.paymentId),
  method: planned.method,
  reference: planned.reference,
  amount: moneyView(planned.amountMinor, planned.currency),
  reduced: moneyView(planned.reducedMinor, planned.currency),
  dueOn: planned.dueOn,
  state: planned.state,
  failure: planned.failure,
});
