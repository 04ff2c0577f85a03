import { ApiProperty } from '@nestjs/swagger';
import { billingLevels, type BillingAccountRecord, type BillingLevel } from '#contracts/billing/documents.query';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class BillingAccountView {
  @ApiProperty({ example: exampleId('billingAccount') })
  id!: string;

  @ApiProperty({ enum: billingLevels, description: 'Club to client, or federation to club', example: 'client' })
  level!: BillingLevel;

  @ApiProperty({ example: exampleId('organization') })
  issuerId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The club, at the corporate level', example: null })
  debtorId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: exampleId('client') })
  clientId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: exampleId('account') })
  accountId!: string | null;

  @ApiProperty({ example: 'Ana Tremblay' })
  name!: string;

  @ApiProperty({ type: MoneyView })
  invoiced!: MoneyView;

  @ApiProperty({ type: MoneyView })
  credited!: MoneyView;

  @ApiProperty({ type: MoneyView })
  paid!: MoneyView;

  @ApiProperty({ type: MoneyView })
  refunded!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Invoices − credit notes − payments + refunds; what is owed is positive' })
  balance!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Money received that settles nothing yet' })
  credit!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'By planned payments that are to come' })
  planned!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'The balance, once they came' })
  expected!: MoneyView;
}

export const billingAccountView = (account: BillingAccountRecord): BillingAccountView => ({
  id: publicId('billingAccount', account.id),
  level: account.level,
  issuerId: publicId('organization', account.issuerId),
  debtorId: maybePublicId('organization', account.debtorId),
  clientId: maybePublicId('client', account.clientId),
  accountId: maybePublicId('account', account.accountId),
  name: account.name,
  invoiced: moneyView(account.invoicedMinor, account.currency),
  credited: moneyView(account.creditedMinor, account.currency),
  paid: moneyView(account.paidMinor, account.currency),
  refunded: moneyView(account.refundedMinor, account.currency),
  balance: moneyView(account.balanceMinor, account.currency),
  credit: moneyView(account.creditMinor, account.currency),
  planned: moneyView(account.plannedMinor, account.currency),
  expected: moneyView(account.expectedMinor, account.currency),
});
