import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Matches, Max, Min } from 'class-validator';
import type { Money } from '#kernel/money';
import { OtherCurrency } from './gateway.errors.js';

/** An amount somebody asks for. */
export class MoneyBody {
  @ApiProperty({ description: 'In minor units: cents', type: 'integer', minimum: 0, maximum: 100_000_000, example: 6500 })
  @IsInt()
  @Min(0)
  @Max(100_000_000)
  readonly amountMinor!: number;

  @ApiProperty({ description: 'ISO 4217', pattern: '^[A-Z]{3}$', example: 'CAD' })
  @Matches(/^[A-Z]{3}$/, { message: '$property must be an ISO 4217 code such as CAD' })
  readonly currency!: string;
}

/** An amount as clients see it. */
export class MoneyView {
  @ApiProperty({ description: 'In minor units: cents', type: 'integer', example: 6500 })
  amountMinor!: number;

  @ApiProperty({ description: 'ISO 4217', example: 'CAD' })
  currency!: string;
}

export const moneyView = (amountMinor: number, currency: string): MoneyView => ({ amountMinor, currency });

/** The minor units of an amount in the organization's own currency; messages state amounts without one. */
export function minorIn(currency: string, amount: Money): number {
  if (amount.currency !== currency) throw new OtherCurrency({ currency: amount.currency, expected: currency });
  return amount.amountMinor;
}
