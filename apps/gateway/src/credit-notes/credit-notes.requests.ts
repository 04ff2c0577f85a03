import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmptyObject,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { creditNoteReasons, type CreditNoteReason } from '#contracts/billing/staff-documents';
import { CreditBody, FeeBody } from '../edge/credit.js';
import { DocumentsRequest } from '../edge/document-filter.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class CreditNotesRequest extends DocumentsRequest {
  @ApiPropertyOptional({ description: 'Those that credit this invoice', example: exampleId('invoice') })
  @Omittable()
  @IsPublicId('invoice')
  readonly invoiceId?: string;

  @ApiPropertyOptional({ enum: creditNoteReasons, example: 'correction' })
  @Omittable()
  @IsIn(creditNoteReasons)
  readonly reason?: CreditNoteReason;
}

export class CreditedLineBody {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 32767, description: 'The line of the invoice', example: 1 })
  @IsInt()
  @Min(1)
  @Max(32767)
  readonly position!: number;

  @ApiProperty({ type: CreditBody })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => CreditBody)
  readonly credit!: CreditBody;
}

export class CreditNoteBody {
  @ApiProperty({ example: exampleId('invoice') })
  @IsPublicId('invoice')
  readonly invoiceId!: string;

  @ApiProperty({ type: [CreditedLineBody], minItems: 1, maxItems: 100 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => CreditedLineBody)
  readonly lines!: CreditedLineBody[];

  @ApiPropertyOptional({ type: FeeBody, description: 'Kept of what is credited' })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => FeeBody)
  readonly fee?: FeeBody;

  @ApiPropertyOptional({ maxLength: 500, example: 'Mauvaise taille' })
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
