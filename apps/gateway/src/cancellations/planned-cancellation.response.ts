import { ApiProperty } from '@nestjs/swagger';
import { upstreamCredits, type UpstreamCreditPolicy } from '#contracts/billing/billing-settings';
import { upstreamStates, type PlannedUpstream, type UpstreamState } from '#contracts/billing/cancellations';
import { billingLevels, type BillingLevel } from '#contracts/billing/documents.query';
import type { PlannedBilling, PlannedDocument } from '#contracts/billing/planned-billing';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';
import { PlannedPaymentChangeView, plannedPaymentChangeView } from '../planned-payments/planned-payment-change.js';
import { ChargedTaxView, chargedTaxView } from '../edge/taxes.js';

export class DraftedDocumentView {
  @ApiProperty({ enum: ['invoice', 'credit-note'], example: 'credit-note' })
  kind!: 'invoice' | 'credit-note';

  @ApiProperty({ enum: billingLevels, example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ type: MoneyView })
  net!: MoneyView;

  @ApiProperty({ type: [ChargedTaxView] })
  taxes!: ChargedTaxView[];

  @ApiProperty({ type: MoneyView, description: 'Of a credit note negative' })
  total!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Of a credit note: money paid on what it credits, free again' })
  released!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Of an invoice: what released money settles of it' })
  settled!: MoneyView;
}

export class DraftedAccountView {
  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ enum: billingLevels, example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ type: MoneyView, description: 'Positive: owed; negative: credit' })
  before!: MoneyView;

  @ApiProperty({ type: MoneyView })
  after!: MoneyView;
}

export class DraftedBillingView {
  @ApiProperty({ type: [DraftedDocumentView] })
  documents!: DraftedDocumentView[];

  @ApiProperty({ type: [DraftedAccountView], description: 'Balances before and after' })
  accounts!: DraftedAccountView[];

  @ApiProperty({
    type: [PlannedPaymentChangeView],
    description: 'What is planned to pay what is credited shrinks or ends, the last due first',
  })
  plannedPayments!: PlannedPaymentChangeView[];

  @ApiProperty({ description: 'To confirm exactly this', example: 'c0ffee'.padEnd(64, '0') })
  previewHash!: string;
}

export class PlannedUpstreamView {
  @ApiProperty({ enum: upstreamCredits, example: 'on-approval' })
  policy!: UpstreamCreditPolicy;

  @ApiProperty({ enum: upstreamStates, example: 'waiting' })
  state!: UpstreamState;

  @ApiProperty({ type: 'integer', description: 'In minor units of the federation’s currency', example: 1250 })
  askedMinor!: number;
}

export class PlannedCancellationView {
  @ApiProperty({ type: [DraftedDocumentView] })
  documents!: DraftedDocumentView[];

  @ApiProperty({ type: [DraftedAccountView], description: 'Balances before and after, refund included' })
  accounts!: DraftedAccountView[];

  @ApiProperty({ type: PlannedUpstreamView, nullable: true, description: 'What becomes of the level above; null where there is none' })
  upstream!: PlannedUpstreamView | null;

  @ApiProperty({
    type: [PlannedPaymentChangeView],
    description: 'What is planned to pay what is credited shrinks or ends, the last due first',
  })
  plannedPayments!: PlannedPaymentChangeView[];

  @ApiProperty({ type: [String], description: 'Invoiced no more, because what they were invoiced for is cancelled', example: [] })
  endedRecurringCharges!: string[];

  @ApiProperty({ description: 'To confirm exactly this', example: 'c0ffee'.padEnd(64, '0') })
  previewHash!: string;
}

export const plannedBillingView = ({ documents, accounts, plannedPayments = [], previewHash }: PlannedBilling): DraftedBillingView => ({
  documents: documents.map(documentView),
  accounts: accounts.map((account) => ({
    billingAccountId: publicId('billingAccount', account.billingAccountId),
    level: account.level,
    before: moneyView(account.balanceBeforeMinor, account.currency),
    after: moneyView(account.balanceAfterMinor, account.currency),
  })),
  plannedPayments: plannedPayments.map(plannedPaymentChangeView),
  previewHash,
});

export const plannedCancellationView = ({
  upstream,
  ...planned
}: PlannedBilling & { upstream: PlannedUpstream[] }): PlannedCancellationView => ({
  ...plannedBillingView(planned),
  endedRecurringCharges: (planned.endedRecurringCharges ?? []).map((id) => publicId('recurringCharge', id)),
  upstream: upstream.length > 0 ? { policy: upstream[0].policy, state: upstream[0].state, askedMinor: upstream[0].askedMinor } : null,
});

const documentView = (document: PlannedDocument): DraftedDocumentView => ({
  kind: document.kind,
  level: document.level,
  billingAccountId: publicId('billingAccount', document.billingAccountId),
  net: moneyView(document.netMinor, document.currency),
  taxes: document.lines.flatMap((line) => line.taxes).map((tax) => chargedTaxView(tax, document.currency)),
  total: moneyView(document.totalMinor, document.currency),
  released: moneyView(document.releasedMinor, document.currency),
  settled: moneyView(document.settledMinor, document.currency),
});
