import { ApiProperty } from '@nestjs/swagger';
import { electronicMethods, type ElectronicMethod } from '#contracts/billing/payment-methods';
import type { PaymentPlanRecord } from '#contracts/billing/recurring-charges';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';
import { PlannedPaymentView, plannedPaymentView } from '../planned-payments/planned-payment.response.js';

export class PaymentPlanView {
  @ApiProperty({ example: exampleId('paymentPlan') })
  id!: string;

  @ApiProperty({ example: exampleId('organization') })
  issuerId!: string;

  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ enum: electronicMethods, example: 'card' })
  method!: ElectronicMethod;

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  createdOn!: string;

  @ApiProperty({ type: [String], description: 'The invoices it pays first; none: in invoice order', example: [exampleId('invoice')] })
  invoiceIds!: string[];

  @ApiProperty({ example: false })
  cancelled!: boolean;

  @ApiProperty({ type: [PlannedPaymentView] })
  instalments!: PlannedPaymentView[];
}

export const paymentPlanView = (plan: PaymentPlanRecord): PaymentPlanView => ({
  id: publicId('paymentPlan', plan.id),
  issuerId: publicId('organization', plan.issuerId),
  billingAccountId: publicId('billingAccount', plan.billingAccountId),
  method: plan.method,
  total: moneyView(plan.totalMinor, plan.currency),
  createdOn: plan.createdOn,
  invoiceIds: plan.invoiceIds.map((id) => publicId('invoice', id)),
  cancelled: plan.cancelled,
  instalments: plan.instalments.map(plannedPaymentView),
});
