import { ApiProperty } from '@nestjs/swagger';
import type { OwnBillingRecord, OwnDocumentLine, OwnDocumentRecord } from '#contracts/billing/own';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';
import { ChargedTaxView, chargedTaxView } from '../edge/taxes.js';
import { UpcomingPaymentView } from '../statements/statement.response.js';

export class OwnBillingView {
  @ApiProperty({ type: MoneyView, description: 'What is owed is positive, credit negative' })
  balance!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Paid, and settling nothing yet' })
  credit!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'The balance, once what is planned came' })
  expected!: MoneyView;

  @ApiProperty({ type: [UpcomingPaymentView], description: 'The next first' })
  upcoming!: UpcomingPaymentView[];
}

export const ownBillingView = ({ currency, balanceMinor, creditMinor, expectedMinor, upcoming }: OwnBillingRecord): OwnBillingView => ({
  balance: moneyView(balanceMinor, currency),
  credit: moneyView(creditMinor, currency),
  expected: moneyView(expectedMinor, currency),
  upcoming: upcoming.map(({ id, on, kind, method, amountMinor }) => ({
    id: publicId('plannedPayment', id),
    on,
    kind,
    method,
    amount: moneyView(amountMinor, currency),
  })),
});

export class OwnDocumentLineView {
  @ApiProperty({ type: 'integer', example: 1 })
  position!: number;

  @ApiProperty({ enum: lineKinds, example: 'membership' })
  kind!: LineKind;

  @ApiProperty({ example: 'Patinage récréatif, 2026-09-01 – 2027-08-31' })
  description!: string;

  @ApiProperty({ type: String, nullable: true, example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Léa Tremblay' })
  personName!: string | null;

  @ApiProperty({ type: MoneyView })
  net!: MoneyView;

  @ApiProperty({ type: [ChargedTaxView] })
  taxes!: ChargedTaxView[];

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;
}

class OwnDocumentView {
  @ApiProperty({ example: '2026-000042' })
  number!: string;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  issuedOn!: string;

  @ApiProperty({ type: MoneyView })
  net!: MoneyView;

  @ApiProperty({ type: MoneyView })
  tax!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Negative on a credit note' })
  total!: MoneyView;

  @ApiProperty({ type: String, nullable: true, example: null })
  memo!: string | null;

  @ApiProperty({ type: [OwnDocumentLineView] })
  lines!: OwnDocumentLineView[];
}

export class OwnInvoiceView extends OwnDocumentView {
  @ApiProperty({ example: exampleId('invoice') })
  id!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-12-21' })
  dueOn!: string | null;

  @ApiProperty({ type: MoneyView, description: 'Neither paid nor credited yet' })
  open!: MoneyView;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Where what is open is paid online; null: not online, or nothing is',
    example: null,
  })
  paymentUrl!: string | null;
}

export class OwnCreditNoteView extends OwnDocumentView {
  @ApiProperty({ example: exampleId('creditNote') })
  id!: string;
}

const ownDocumentView = ({ currency, ...document }: OwnDocumentRecord): OwnDocumentView => ({
  number: document.number,
  issuedOn: document.issuedOn,
  net: moneyView(document.netMinor, currency),
  tax: moneyView(document.taxMinor, currency),
  total: moneyView(document.totalMinor, currency),
  memo: document.memo,
  lines: document.lines.map((line) => lineView(line, currency)),
});

const lineView = (line: OwnDocumentLine, currency: string): OwnDocumentLineView => ({
  position: line.position,
  kind: line.kind,
  description: line.description,
  personId: maybePublicId('person', line.personId),
  personName: line.personName,
  net: moneyView(line.netMinor, currency),
  taxes: line.taxes.map((tax) => chargedTaxView(tax, currency)),
  total: moneyView(line.totalMinor, currency),
});

export const ownInvoiceView = (invoice: OwnDocumentRecord): OwnInvoiceView => ({
  id: publicId('invoice', invoice.id),
  ...ownDocumentView(invoice),
  dueOn: invoice.dueOn,
  open: moneyView(invoice.openMinor, invoice.currency),
  paymentUrl: invoice.paymentUrl,
});

export const ownCreditNoteView = (note: OwnDocumentRecord): OwnCreditNoteView => ({
  id: publicId('creditNote', note.id),
  ...ownDocumentView(note),
});
