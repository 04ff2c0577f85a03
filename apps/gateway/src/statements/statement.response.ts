import { ApiProperty } from '@nestjs/swagger';
import { billingLevels, type BillingLevel } from '#contracts/billing/documents.query';
import { statementLineKinds, type StatementLineKind } from '#contracts/billing/statement-lines';
import type { StatementRecord } from '#contracts/billing/statements.query';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { PageView } from '../edge/paging.js';
import { exampleId } from '../edge/public-ids.js';

export class StatementLineView {
  @ApiProperty({ description: 'Of the document or the payment', example: exampleId('invoice') })
  id!: string;

  @ApiProperty({ enum: statementLineKinds, example: 'invoice' })
  kind!: StatementLineKind;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  on!: string;

  @ApiProperty({ type: String, nullable: true, description: 'A document’s number', example: '2026-000042' })
  number!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of a document’s first item',
    example: 'Patinage récréatif, 2026-09-01 – 2027-08-31',
  })
  description!: string | null;

  @ApiProperty({ type: 'integer', description: 'How many items the document has', example: 1 })
  items!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Whom the first item is for', example: 'Léa Tremblay' })
  personName!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'How money moved', example: null })
  method!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'A cheque’s or slip’s number', example: null })
  reference!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why a credit note or a refund was made', example: null })
  reason!: string | null;

  @ApiProperty({ type: MoneyView, description: 'Invoices raise, credit notes lower what is owed; no money moves' })
  income!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Payments lower, refunds raise what is owed' })
  cashflow!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Owed after this line' })
  balance!: MoneyView;
}

export class UpcomingPaymentView {
  @ApiProperty({ example: exampleId('plannedPayment') })
  id!: string;

  @ApiProperty({ format: 'date', example: '2026-12-01' })
  on!: string;

  @ApiProperty({ description: 'An instalment, a recurring charge or a cheque to deposit', example: 'cheque' })
  kind!: string;

  @ApiProperty({ example: 'cheque' })
  method!: string;

  @ApiProperty({ type: MoneyView })
  amount!: MoneyView;
}

export class StatementView {
  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ enum: billingLevels, description: 'Club to client, or federation to club', example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ example: exampleId('organization') })
  issuerId!: string;

  @ApiProperty({ example: 'Club de patinage Rosemont' })
  issuerName!: string;

  @ApiProperty({ example: 'Ana Tremblay' })
  ownerName!: string;

  @ApiProperty({ type: String, nullable: true, example: '1455 boul. De Maisonneuve O.\nMontréal QC H3G 1M8\nCA' })
  ownerAddress!: string | null;

  @ApiProperty({ format: 'date', example: '2026-01-01' })
  from!: string;

  @ApiProperty({ format: 'date', description: 'Inclusive', example: '2026-12-31' })
  to!: string;

  @ApiProperty({ type: MoneyView, description: 'Owed before the period; negative is credit' })
  opening!: MoneyView;

  @ApiProperty({ type: [StatementLineView] })
  lines!: StatementLineView[];

  @ApiProperty({ type: MoneyView, description: 'Owed after the period' })
  closing!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'What of the payments is free now: credit on account' })
  credit!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Owed now, less what is planned to be paid' })
  expected!: MoneyView;

  @ApiProperty({ type: [UpcomingPaymentView], description: 'Planned and not made yet' })
  upcoming!: UpcomingPaymentView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Where what is owed now is paid online; null where nothing is, or the issuer is not paid so',
    example: `https://club.example/pay/${exampleId('billingAccount')}`,
  })
  paymentUrl!: string | null;

  @ApiProperty({ type: PageView, description: 'Of the lines' })
  page!: PageView;
}

/** A `StatementView` as JSON: its lines were written by the database, and are passed on as they came. */
export function statementJson(statement: StatementRecord): Buffer {
  const head = JSON.stringify(headView(statement));
  const lines = typeof statement.lines === 'string' ? Buffer.from(statement.lines) : statement.lines;
  return Buffer.concat([Buffer.from(`${head.slice(0, -1)},"lines":[`), lines, Buffer.from(']}')]);
}

function headView({ currency, ...statement }: StatementRecord): Omit<StatementView, 'lines'> {
  const amount = (minor: number): MoneyView => moneyView(minor, currency);
  const { level, issuerName, ownerName, ownerAddress, from, to, next } = statement;
  return {
    billingAccountId: publicId('billingAccount', statement.billingAccountId),
    level,
    issuerId: publicId('organization', statement.issuerId),
    issuerName,
    ownerName,
    ownerAddress,
    from,
    to,
    opening: amount(statement.openingMinor),
    closing: amount(statement.closingMinor),
    credit: amount(statement.creditMinor),
    expected: amount(statement.expectedMinor),
    upcoming: statement.upcoming.map(({ id, on, kind, method, amountMinor }) => ({
      id: publicId('plannedPayment', id),
      on,
      kind,
      method,
      amount: amount(amountMinor),
    })),
    paymentUrl: statement.paymentUrl,
    page: { next, hasMore: next !== null },
  };
}
