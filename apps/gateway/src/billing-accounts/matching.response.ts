import { ApiProperty } from '@nestjs/swagger';
import type { AccountMatch } from '#contracts/billing/payments';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';

export class AccountMatchView {
  @ApiProperty({ example: exampleId('payment') })
  paymentId!: string;

  @ApiProperty({ example: exampleId('invoice') })
  invoiceId!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  position!: number;

  @ApiProperty({ type: MoneyView })
  amount!: MoneyView;
}

export class MatchingView {
  @ApiProperty({ type: [AccountMatchView] })
  matches!: AccountMatchView[];
}

export const matchingView = ({ matches }: { matches: AccountMatch[] }): MatchingView => ({
  matches: matches.map(({ paymentId, invoiceId, position, amountMinor, currency }) => ({
    paymentId: publicId('payment', paymentId),
    invoiceId: publicId('invoice', invoiceId),
    position,
    amount: moneyView(amountMinor, currency),
  })),
});
