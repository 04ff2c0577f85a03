import { ApiProperty } from '@nestjs/swagger';
import { billingLevels, type BillingLevel } from '#contracts/billing/documents.query';
import type { ImportPreview, LevelTotals, PreviewDocument } from '#contracts/imports/imports';
import { MoneyView, moneyView } from '../edge/money.js';
import { PageView, pageView } from '../edge/paging.js';
import { ChargedTaxView, chargedTaxView } from '../edge/taxes.js';

export class PreviewPeopleView {
  @ApiProperty({ type: 'integer', example: 1790 })
  created!: number;

  @ApiProperty({ type: 'integer', example: 206 })
  reused!: number;
}

export class PreviewAccountsView {
  @ApiProperty({ type: 'integer', example: 1512 })
  created!: number;

  @ApiProperty({ type: 'integer', description: 'Of those: owned by “Parent of …” until completed', example: 12 })
  placeholders!: number;
}

export class TaxTotalView {
  @ApiProperty({ example: 'QST' })
  code!: string;

  @ApiProperty({ type: MoneyView })
  amount!: MoneyView;
}

export class LevelTotalsView {
  @ApiProperty({ type: 'integer', example: 1996 })
  documents!: number;

  @ApiProperty({ type: MoneyView })
  net!: MoneyView;

  @ApiProperty({ type: [TaxTotalView] })
  taxes!: TaxTotalView[];

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Recorded as paid with the import, for a Freemium club' })
  paid!: MoneyView;
}

export class TotalsView {
  @ApiProperty({ type: LevelTotalsView, description: 'Club to client' })
  client!: LevelTotalsView;

  @ApiProperty({ type: LevelTotalsView, description: 'Federation to club' })
  corporate!: LevelTotalsView;
}

export class PreviewDocumentView {
  @ApiProperty({ type: 'integer', example: 2 })
  row!: number;

  @ApiProperty({ enum: billingLevels, example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ example: 'Ana Tremblay' })
  debtorName!: string;

  @ApiProperty({ example: 'Patinage récréatif' })
  description!: string;

  @ApiProperty({ example: 'Léa Tremblay' })
  personName!: string;

  @ApiProperty({ type: MoneyView })
  net!: MoneyView;

  @ApiProperty({ type: [ChargedTaxView] })
  taxes!: ChargedTaxView[];

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;

  @ApiProperty({ type: MoneyView })
  paid!: MoneyView;
}

export class PreviewDocumentsView {
  @ApiProperty({ type: [PreviewDocumentView] })
  data!: PreviewDocumentView[];

  @ApiProperty({ type: PageView })
  page!: PageView;
}

export class PreviewView {
  @ApiProperty({ description: 'What a commit names: it covers verdicts, prices, taxes and totals', example: '9f86d081884c7d65' })
  previewHash!: string;

  @ApiProperty({ type: PreviewPeopleView })
  people!: PreviewPeopleView;

  @ApiProperty({ type: PreviewAccountsView })
  accounts!: PreviewAccountsView;

  @ApiProperty({ type: 'integer', example: 1996 })
  memberships!: number;

  @ApiProperty({ type: 'integer', example: 4 })
  skipped!: number;

  @ApiProperty({ type: TotalsView })
  totals!: TotalsView;

  @ApiProperty({ type: PreviewDocumentsView, description: 'Every document to be issued, at both levels' })
  documents!: PreviewDocumentsView;
}

export const previewView = (preview: ImportPreview): PreviewView => ({
  previewHash: preview.previewHash,
  people: { created: preview.people.created, reused: preview.people.reused },
  accounts: { created: preview.accounts.created, placeholders: preview.accounts.placeholders },
  memberships: preview.memberships,
  skipped: preview.skipped,
  totals: { client: totalsView(preview.totals.client), corporate: totalsView(preview.totals.corporate) },
  documents: pageView(preview.documents, documentView),
});

const totalsView = ({ documents, netMinor, taxes, totalMinor, paidMinor, currency }: LevelTotals): LevelTotalsView => ({
  documents,
  net: moneyView(netMinor, currency),
  taxes: taxes.map(({ code, amountMinor }) => ({ code, amount: moneyView(amountMinor, currency) })),
  total: moneyView(totalMinor, currency),
  paid: moneyView(paidMinor, currency),
});

const documentView = (document: PreviewDocument): PreviewDocumentView => ({
  row: document.row,
  level: document.level,
  debtorName: document.debtorName,
  description: document.description,
  personName: document.personName,
  net: moneyView(document.netMinor, document.currency),
  taxes: document.taxes.map((tax) => chargedTaxView(tax, document.currency)),
  total: moneyView(document.totalMinor, document.currency),
  paid: moneyView(document.paidMinor, document.currency),
});
