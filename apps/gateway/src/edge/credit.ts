import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmptyObject, IsNumber, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { taxTreatments, type CreditAsk, type TaxTreatment } from '#contracts/billing/credits';
import type { FeeAsk } from '#contracts/billing/staff-documents';
import { RequestInvalid } from './gateway.errors.js';
import { MoneyBody, minorIn } from './money.js';
import { Omittable } from './omittable.js';

export const creditKinds = ['all', 'percent', 'amount'] as const;

/** What a kind of credit needs. */
export class CreditParts {
  @ApiPropertyOptional({ type: 'number', minimum: 0, maximum: 100, description: 'Of `percent`, with up to four decimals', example: 50 })
  @Omittable()
  @IsNumber({ maxDecimalPlaces: 4 })
  @Min(0)
  @Max(100)
  readonly percent?: number;

  @ApiPropertyOptional({ type: MoneyBody, description: 'Of `amount`' })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly amount?: MoneyBody;

  @ApiPropertyOptional({
    enum: taxTreatments,
    description: 'Of `amount`: whether its taxes come on top, are in it, or stay as they were taken',
    default: 'included',
    example: 'included',
  })
  @Omittable()
  @IsIn(taxTreatments)
  readonly tax?: TaxTreatment;
}

/** What to credit of a line. */
export class CreditBody extends CreditParts {
  @ApiProperty({ enum: creditKinds, description: 'All that is left, a share of what was charged, or an amount', example: 'percent' })
  @IsIn(creditKinds)
  readonly kind!: (typeof creditKinds)[number];
}

/** A fee kept of what is credited, invoiced under a ledger code of its own. */
export class FeeBody {
  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Frais d’annulation' })
  @IsString()
  @Length(1, 200)
  readonly description!: string;

  @ApiProperty({ type: MoneyBody })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly amount!: MoneyBody;

  @ApiProperty({ minLength: 1, maxLength: 40, example: '4900' })
  @IsString()
  @Length(1, 40)
  readonly ledgerCode!: string;

  @ApiPropertyOptional({ enum: taxTreatments, description: 'How the amount stands to its taxes', default: 'added', example: 'added' })
  @Omittable()
  @IsIn(taxTreatments)
  readonly tax?: TaxTreatment;
}

export function creditAskOf({ kind, percent, amount, tax = 'included' }: CreditBody, currency: string, pointer: string): CreditAsk {
  if (kind === 'all') return { kind: 'whole' };
  if (kind === 'percent') return { kind, percentPpm: Math.round(needed(percent, `${pointer}/percent`) * 10_000) };
  return { kind, amountMinor: minorIn(currency, needed(amount, `${pointer}/amount`)), tax };
}

export const feeAskOf = ({ description, amount, ledgerCode, tax }: FeeBody, currency: string): FeeAsk => ({
  description,
  amountMinor: minorIn(currency, amount),
  ledgerCode,
  tax,
});

/** A field its kind needs. */
export function needed<T>(value: T | undefined, pointer: string): T {
  if (value === undefined)
    throw new RequestInvalid([{ pointer, code: 'gateway.invalid-field', detail: `${pointer} is needed for this kind` }]);
  return value;
}
