import { ApiProperty } from '@nestjs/swagger';
import { billingLevels, type BillingLevel } from '#contracts/billing/documents.query';
import {
  creditNoteReasons,
  type CreditNoteLineRecord,
  type CreditNoteReason,
  type CreditNoteRecord,
} from '#contracts/billing/staff-documents';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';
import { ChargedTaxView, chargedTaxView } from '../edge/taxes.js';

export class CreditNoteLineView {
  @ApiProperty({ type: 'integer', example: 1 })
  position!: number;

  @ApiProperty({ enum: lineKinds, example: 'membership' })
  kind!: LineKind;

  @ApiProperty({ example: 'Patinage récréatif, 2026-09-01 – 2027-08-31' })
  description!: string;

  @ApiProperty({ type: String, nullable: true, example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ example: '4100' })
  ledgerCode!: string;

  @ApiProperty({ type: MoneyView })
  net!: MoneyView;

  @ApiProperty({ type: [ChargedTaxView], description: 'As they were taken' })
  taxes!: ChargedTaxView[];

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;

  @ApiProperty({ description: 'The invoice whose line it credits', example: exampleId('invoice') })
  invoiceId!: string;

  @ApiProperty({ type: 'integer', description: 'That line', example: 1 })
  invoicePosition!: number;
}

export class CreditNoteView {
  @ApiProperty({ example: exampleId('creditNote') })
  id!: string;

  @ApiProperty({ description: 'Without gaps per issuer', example: '2026-000007' })
  number!: string;

  @ApiProperty({ enum: billingLevels, description: 'Club to client, or federation to club', example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ enum: creditNoteReasons, example: 'correction' })
  reason!: CreditNoteReason;

  @ApiProperty({ type: String, nullable: true, example: null })
  memo!: string | null;

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

  @ApiProperty({ type: MoneyView, description: 'Amounts of a credit note are negative' })
  net!: MoneyView;

  @ApiProperty({ type: MoneyView })
  tax!: MoneyView;

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;

  @ApiProperty({ type: String, nullable: true, description: 'The sale it credits', example: null })
  saleId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The invoice of the fee kept of it', example: null })
  feeInvoiceId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The import whose undo made it', example: null })
  importId!: string | null;

  @ApiProperty({ type: [CreditNoteLineView] })
  lines!: CreditNoteLineView[];
}

export const creditNoteView = (note: CreditNoteRecord): CreditNoteView => ({
  id: publicId('creditNote', note.id),
  number: note.number,
  level: note.level,
  reason: note.reason,
  memo: note.memo,
  issuerId: publicId('organization', note.issuerId),
  debtorId: maybePublicId('organization', note.debtorId),
  billingAccountId: publicId('billingAccount', note.billingAccountId),
  debtorName: note.debtorName,
  debtorAddress: note.debtorAddress,
  issuedOn: note.issuedOn,
  net: moneyView(note.netMinor, note.currency),
  tax: moneyView(note.taxMinor, note.currency),
  total: moneyView(note.totalMinor, note.currency),
  saleId: maybePublicId('sale', note.saleId),
  feeInvoiceId: maybePublicId('invoice', note.feeInvoiceId),
  importId: maybePublicId('import', note.importId),
  lines: note.lines.map((line) => lineView(line, note.currency)),
});

const lineView = (line: CreditNoteLineRecord, currency: string): CreditNoteLineView => ({
  position: line.position,
  kind: line.kind,
  description: line.description,
  personId: maybePublicId('person', line.personId),
  ledgerCode: line.ledgerCode,
  net: moneyView(line.netMinor, currency),
  taxes: line.taxes.map((tax) => chargedTaxView(tax, currency)),
  total: moneyView(line.totalMinor, currency),
  invoiceId: publicId('invoice', line.invoiceId),
  invoicePosition: line.invoicePosition,
});
