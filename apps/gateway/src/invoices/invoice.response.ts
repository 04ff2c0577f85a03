import { ApiProperty } from '@nestjs/swagger';
import { billingLevels, type BillingLevel, type InvoiceLineRecord, type InvoiceRecord } from '#contracts/billing/documents.query';
import { matchStates, type MatchState } from '#contracts/billing/payments';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';
import { ChargedTaxView, chargedTaxView } from '../edge/taxes.js';

export class InvoiceLineView {
  @ApiProperty({ type: 'integer', example: 1 })
  position!: number;

  @ApiProperty({ enum: lineKinds, example: 'membership' })
  kind!: LineKind;

  @ApiProperty({ example: 'Patinage récréatif – Léa Tremblay' })
  description!: string;

  @ApiProperty({ type: String, nullable: true, example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ example: '4100' })
  ledgerCode!: string;

  @ApiProperty({ type: MoneyView })
  net!: MoneyView;

  @ApiProperty({ type: [ChargedTaxView] })
  taxes!: ChargedTaxView[];

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'By credit notes' })
  credited!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Not yet paid, credited, nor set off by a discount' })
  open!: MoneyView;

  @ApiProperty({ enum: matchStates, description: 'How far it is reconciled; `planned`: planned payments cover the rest', example: 'none' })
  state!: MatchState;
}

export class InvoiceView {
  @ApiProperty({ example: exampleId('invoice') })
  id!: string;

  @ApiProperty({ description: 'Without gaps per issuer', example: 'INV-000042' })
  number!: string;

  @ApiProperty({ enum: billingLevels, description: 'Club to client, or federation to club', example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ example: exampleId('organization') })
  issuerId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The club, at the corporate level', example: null })
  debtorId!: string | null;

  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ example: 'Ana Tremblay' })
  debtorName!: string;

  @ApiProperty({ type: String, nullable: true, example: '1455 boul. De Maisonneuve O.\nMontréal QC H3G 1M8\nCA' })
  debtorAddress!: string | null;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  issuedOn!: string;

  @ApiProperty({ format: 'date', example: '2026-12-21' })
  dueOn!: string;

  @ApiProperty({ type: MoneyView })
  net!: MoneyView;

  @ApiProperty({ type: MoneyView })
  tax!: MoneyView;

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Not yet paid nor credited' })
  open!: MoneyView;

  @ApiProperty({ type: String, nullable: true, description: 'The sale it charges', example: exampleId('sale') })
  saleId!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The same sale’s invoice at the other level, for who may see both',
    example: exampleId('invoice', 'e'),
  })
  twinId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: exampleId('import') })
  importId!: string | null;

  @ApiProperty({
    enum: ['replacement', null],
    type: String,
    nullable: true,
    description: 'Null: a sale, or what staff billed',
    example: null,
  })
  reason!: 'replacement' | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  memo!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Where what is open is paid online; null where nothing is, or the issuer is not paid so',
    example: `https://club.example/pay/${exampleId('billingAccount')}?invoice=${exampleId('invoice')}`,
  })
  paymentUrl!: string | null;

  @ApiProperty({ type: [InvoiceLineView] })
  lines!: InvoiceLineView[];
}

export const invoiceView = (invoice: InvoiceRecord): InvoiceView => ({
  id: publicId('invoice', invoice.id),
  number: invoice.number,
  level: invoice.level,
  issuerId: publicId('organization', invoice.issuerId),
  debtorId: maybePublicId('organization', invoice.debtorId),
  billingAccountId: publicId('billingAccount', invoice.billingAccountId),
  debtorName: invoice.debtorName,
  debtorAddress: invoice.debtorAddress,
  issuedOn: invoice.issuedOn,
  dueOn: invoice.dueOn,
  net: moneyView(invoice.netMinor, invoice.currency),
  tax: moneyView(invoice.taxMinor, invoice.currency),
  total: moneyView(invoice.totalMinor, invoice.currency),
  open: moneyView(invoice.openMinor, invoice.currency),
  saleId: maybePublicId('sale', invoice.saleId),
  twinId: maybePublicId('invoice', invoice.twinId),
  importId: maybePublicId('import', invoice.importId),
  reason: invoice.reason,
  memo: invoice.memo,
  paymentUrl: invoice.paymentUrl,
  lines: invoice.lines.map((line) => lineView(line, invoice.currency)),
});

const lineView = (line: InvoiceLineRecord, currency: string): InvoiceLineView => ({
  position: line.position,
  kind: line.kind,
  description: line.description,
  personId: maybePublicId('person', line.personId),
  ledgerCode: line.ledgerCode,
  net: moneyView(line.netMinor, currency),
  taxes: line.taxes.map((tax) => chargedTaxView(tax, currency)),
  total: moneyView(line.totalMinor, currency),
  credited: moneyView(line.creditedMinor, currency),
  open: moneyView(line.openMinor, currency),
  state: line.state,
});
