import { ApiProperty } from '@nestjs/swagger';
import { billingLevels, type BillingLevel } from '#contracts/billing/documents.query';
import { ages, type Age, type UnpaidAccountRecord, type UnpaidItemRecord } from '#contracts/billing/unpaid.query';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class AgedAmountView {
  @ApiProperty({ enum: ages, description: 'Days since it was due', example: '0-30' })
  age!: Age;

  @ApiProperty({ type: MoneyView })
  amount!: MoneyView;
}

export class UnpaidAccountView {
  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ enum: billingLevels, description: 'Club to client, or federation to club', example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ type: String, nullable: true, example: exampleId('client') })
  clientId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The club, at the corporate level', example: null })
  debtorId!: string | null;

  @ApiProperty({ example: 'Ana Tremblay' })
  name!: string;

  @ApiProperty({ type: 'integer', description: 'Open ones', example: 2 })
  items!: number;

  @ApiProperty({ format: 'date', example: '2026-10-01' })
  oldestDueOn!: string;

  @ApiProperty({ type: [AgedAmountView], description: 'Every age, the youngest first' })
  byAge!: AgedAmountView[];

  @ApiProperty({ type: MoneyView, description: 'All that is open' })
  open!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Paid, and not matched to anything yet' })
  credit!: MoneyView;
}

export class UnpaidItemView {
  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ description: 'Of the account', example: 'Ana Tremblay' })
  name!: string;

  @ApiProperty({ example: exampleId('invoice') })
  invoiceId!: string;

  @ApiProperty({ description: 'Of the invoice', example: '2026-000042' })
  number!: string;

  @ApiProperty({ type: 'integer', description: 'The line of the invoice', example: 1 })
  position!: number;

  @ApiProperty({ example: 'Patinage récréatif, 2026-09-01 – 2027-08-31' })
  description!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Léa Tremblay' })
  personName!: string | null;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  issuedOn!: string;

  @ApiProperty({ format: 'date', example: '2026-10-01' })
  dueOn!: string;

  @ApiProperty({ type: 'integer', description: 'Negative while it is not due', example: 91 })
  daysLate!: number;

  @ApiProperty({ enum: ages, example: 'over-90' })
  age!: Age;

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;

  @ApiProperty({ type: MoneyView })
  open!: MoneyView;
}

export const unpaidAccountView = ({ currency, byAge, openMinor, creditMinor, ...account }: UnpaidAccountRecord): UnpaidAccountView => ({
  billingAccountId: publicId('billingAccount', account.billingAccountId),
  level: account.level,
  clientId: maybePublicId('client', account.clientId),
  debtorId: maybePublicId('organization', account.debtorId),
  name: account.name,
  items: account.items,
  oldestDueOn: account.oldestDueOn,
  byAge: ages.map((age) => ({ age, amount: moneyView(byAge[age], currency) })),
  open: moneyView(openMinor, currency),
  credit: moneyView(creditMinor, currency),
});

export const unpaidItemView = (item: UnpaidItemRecord): UnpaidItemView => ({
  billingAccountId: publicId('billingAccount', item.billingAccountId),
  name: item.name,
  invoiceId: publicId('invoice', item.invoiceId),
  number: item.number,
  position: item.position,
  description: item.description,
  personName: item.personName,
  issuedOn: item.issuedOn,
  dueOn: item.dueOn,
  daysLate: item.daysLate,
  age: item.age,
  total: moneyView(item.totalMinor, item.currency),
  open: moneyView(item.openMinor, item.currency),
});
