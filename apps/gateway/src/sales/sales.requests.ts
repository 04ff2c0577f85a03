import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsNotEmptyObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { taxTreatments, type ExtraLine, type TaxTreatment } from '#contracts/billing/credits';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { IsDay } from '../edge/days.js';
import { MoneyBody, minorIn } from '../edge/money.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

/** A fee or rebate beside what is sold. */
export class ExtraLineBody {
  @ApiProperty({ enum: lineKinds, example: 'fee' })
  @IsIn(lineKinds)
  readonly kind!: LineKind;

  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Late registration' })
  @IsString()
  @Length(1, 200)
  readonly description!: string;

  @ApiProperty({ type: MoneyBody, description: 'Of a discount, what it takes off' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly amount!: MoneyBody;

  @ApiProperty({ minLength: 1, maxLength: 40, example: '4900' })
  @IsString()
  @Length(1, 40)
  readonly ledgerCode!: string;

  @ApiPropertyOptional({ enum: taxTreatments, description: 'Added when absent', example: 'added' })
  @Omittable()
  @IsIn(taxTreatments)
  readonly tax?: TaxTreatment;
}

export class SaleBody {
  @ApiProperty({ example: exampleId('listing') })
  @IsPublicId('listing')
  readonly listingId!: string;

  @ApiProperty({ description: 'A client account of the seller', example: exampleId('account') })
  @IsPublicId('account')
  readonly accountId!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'A member of that account; left out for a family membership, which belongs to the account',
    example: exampleId('person'),
  })
  @IsOptional()
  @IsPublicId('person')
  readonly personId?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, description: 'Of a fixed duration only', example: null })
  @IsOptional()
  @IsDay()
  readonly expiresOn?: string | null;

  @ApiPropertyOptional({ type: [ExtraLineBody], maxItems: 20, description: 'Fees and rebates, on the client’s invoice alone' })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ExtraLineBody)
  readonly extras?: ExtraLineBody[];
}

export class SalesPreviewBody {
  @ApiProperty({ type: [SaleBody], minItems: 1, maxItems: 500 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => SaleBody)
  readonly sales!: SaleBody[];
}

export class SalesBody extends SalesPreviewBody {
  @ApiPropertyOptional({
    pattern: '^[0-9a-f]{64}$',
    description: 'Of the preview that was confirmed: anything that would be billed otherwise refuses the whole',
    example: '3f1c9a52d0d04c1f9a411c3f6f0f3f0a3f1c9a52d0d04c1f9a411c3f6f0f3f0a',
  })
  @Omittable()
  @Matches(/^[0-9a-f]{64}$/)
  readonly previewHash?: string;
}

export const extrasOf = (currency: string, extras: readonly ExtraLineBody[] | undefined): ExtraLine[] | null =>
  extras?.map(({ kind, description, amount, ledgerCode, tax }) => ({
    kind,
    description,
    amountMinor: minorIn(currency, amount),
    ledgerCode,
    tax,
  })) ?? null;
