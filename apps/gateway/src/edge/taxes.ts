import { ApiProperty } from '@nestjs/swagger';
import type { QuotedTax } from '#contracts/billing/quote-documents.query';
import { MoneyView, moneyView } from './money.js';

/** A tax as a document states it. */
export class ChargedTaxView {
  @ApiProperty({ example: 'QST' })
  code!: string;

  @ApiProperty({ type: 'integer', description: 'In parts per million: 9.975 % is 99750', example: 99_750 })
  ratePpm!: number;

  @ApiProperty({ type: MoneyView, description: 'Rounded half-up per line and per tax' })
  amount!: MoneyView;
}

export const chargedTaxView = ({ code, ratePpm, amountMinor }: QuotedTax, currency: string): ChargedTaxView => ({
  code,
  ratePpm,
  amount: moneyView(amountMinor, currency),
});
