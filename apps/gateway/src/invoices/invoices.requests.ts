import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsNotEmptyObject, IsString, Length, MaxLength, ValidateNested } from 'class-validator';
import { taxTreatments, type TaxTreatment } from '#contracts/billing/credits';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { IsBillTo } from '../edge/bill-to.js';
import { IsDay } from '../edge/days.js';
import { DocumentsRequest } from '../edge/document-filter.js';
import { MoneyBody } from '../edge/money.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class InvoicesRequest extends DocumentsRequest {
  @ApiPropertyOptional({ enum: ['open', 'paid'], description: 'Whether anything of it is open', example: 'open' })
  @Omittable()
  @IsIn(['open', 'paid'])
  readonly state?: 'open' | 'paid';
}

/** A line staff bill. */
export class InvoiceLineBody {
  @ApiProperty({ enum: lineKinds, description: 'What decides its taxes', example: 'merchandise' })
  @IsIn(lineKinds)
  readonly kind!: LineKind;

  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Chandail du club' })
  @IsString()
  @Length(1, 200)
  readonly description!: string;

  @ApiProperty({ type: MoneyBody, description: 'Its price; of a discount, what it takes off' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly amount!: MoneyBody;

  @ApiProperty({ minLength: 1, maxLength: 40, example: '4200' })
  @IsString()
  @Length(1, 40)
  readonly ledgerCode!: string;

  @ApiPropertyOptional({ description: 'A member of the account; the whole family when absent', example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;

  @ApiPropertyOptional({ enum: taxTreatments, description: 'How the amount stands to its taxes', default: 'added', example: 'added' })
  @Omittable()
  @IsIn(taxTreatments)
  readonly tax?: TaxTreatment;
}

export class InvoiceBody {
  @IsBillTo()
  readonly billTo!: string;

  @ApiProperty({ type: [InvoiceLineBody], minItems: 1, maxItems: 100 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => InvoiceLineBody)
  readonly lines!: InvoiceLineBody[];

  @ApiPropertyOptional({ format: 'date', description: 'By the settings of the organization when absent', example: '2099-12-31' })
  @Omittable()
  @IsDay()
  readonly dueOn?: string;

  @ApiPropertyOptional({ maxLength: 500, example: 'Commande d’automne' })
  @Omittable()
  @IsString()
  @MaxLength(500)
  readonly memo?: string;

  @ApiPropertyOptional({
    minLength: 64,
    maxLength: 64,
    description: 'Of the preview that was confirmed',
    example: 'c0ffee'.padEnd(64, '0'),
  })
  @Omittable()
  @IsString()
  @Length(64, 64)
  readonly previewHash?: string;
}

export class WriteOffBody {
  @ApiProperty({ minLength: 1, maxLength: 40, description: 'Of bad debts', example: '6900' })
  @IsString()
  @Length(1, 40)
  readonly ledgerCode!: string;

  @ApiPropertyOptional({ maxLength: 500, example: 'Parti sans laisser d’adresse' })
  @Omittable()
  @IsString()
  @MaxLength(500)
  readonly memo?: string;
}
