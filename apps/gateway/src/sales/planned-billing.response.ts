import { ApiProperty } from '@nestjs/swagger';
import type { BillingLevel } from '#contracts/billing/documents.query';
import { billingLevels } from '#contracts/billing/documents.query';
import type { PlannedBilling, PlannedDocument } from '#contracts/billing/planned-billing';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';
import { PlannedPaymentChangeView, plannedPaymentChangeView } from '../planned-payments/planned-payment-change.js';

const hash = '3f1c9a52d0d04c1f9a411c3f6f0f3f0a3f1c9a52d0d04c1f9a411c3f6f0f3f0a';

class PlannedTaxView {
  @ApiProperty({ example: 'GST' })
  code!: string;

  @ApiProperty({ type: MoneyView })
  amount!: MoneyView;
}

class PlannedLineView {
  @ApiProperty({ enum: lineKinds, example: 'membership' })
  kind!: LineKind;

  @ApiProperty({ example: 'Patinage compétitif, 2026-09-01 – 2027-06-30' })
  description!: string;

  @ApiProperty({ type: MoneyView })
  net!: MoneyView;

  @ApiProperty({ type: [PlannedTaxView] })
  taxes!: PlannedTaxView[];

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;
}

export class PlannedDocumentView {
  @ApiProperty({ enum: ['invoice', 'credit-note'], example: 'invoice' })
  kind!: 'invoice' | 'credit-note';

  @ApiProperty({ type: String, nullable: true, example: null })
  reason!: string | null;

  @ApiProperty({ enum: billingLevels, example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ type: [PlannedLineView] })
  lines!: PlannedLineView[];

  @ApiProperty({ type: MoneyView, description: 'Negative on a credit note' })
  total!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Of a credit note: what was paid on it, free again' })
  released!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Of an invoice: what released money settles of it' })
  settled!: MoneyView;
}

export class PlannedAccountView {
  @ApiProperty({ example: exampleId('billingAccount') })
  id!: string;

  @ApiProperty({ enum: billingLevels, example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ type: MoneyView, description: 'Positive: owed; negative: credit' })
  balanceBefore!: MoneyView;

  @ApiProperty({ type: MoneyView })
  balanceAfter!: MoneyView;
}

/** Every document that would be issued at both levels, and the balances before and after. */
export class PlannedBillingView {
  @ApiProperty({ type: [PlannedDocumentView] })
  documents!: PlannedDocumentView[];

  @ApiProperty({ type: [PlannedAccountView] })
  accounts!: PlannedAccountView[];

  @ApiProperty({
    type: [PlannedPaymentChangeView],
    description: 'What is planned to pay what is credited shrinks or ends, the last due first',
  })
  plannedPayments!: PlannedPaymentChangeView[];

  @ApiProperty({ description: 'To confirm just this', example: hash })
  previewHash!: string;
}

export const plannedDocumentView = (document: PlannedDocument): PlannedDocumentView => ({
  kind: document.kind,
  reason: document.reason,
  level: document.level,
  billingAccountId: publicId('billingAccount', document.billingAccountId),
  lines: document.lines.map((line) => ({
    kind: line.kind,
    description: line.description,
    net: moneyView(line.netMinor, document.currency),
    taxes: line.taxes.map(({ code, amountMinor }) => ({ code, amount: moneyView(amountMinor, document.currency) })),
    total: moneyView(line.totalMinor, document.currency),
  })),
  total: moneyView(document.totalMinor, document.currency),
  released: moneyView(document.releasedMinor, document.currency),
  settled: moneyView(document.settledMinor, document.currency),
});

export const plannedBillingView = ({ documents, accounts, plannedPayments = [], previewHash }: PlannedBilling): PlannedBillingView => ({
  documents: documents.map(plannedDocumentView),
  accounts: accounts.map((account) => ({
    id: publicId('billingAccount', account.billingAccountId),
    level: account.level,
    balanceBefore: moneyView(account.balanceBeforeMinor, account.currency),
    balanceAfter: moneyView(account.balanceAfterMinor, account.currency),
  })),
  plannedPayments: plannedPayments.map(plannedPaymentChangeView),
  previewHash,
});
