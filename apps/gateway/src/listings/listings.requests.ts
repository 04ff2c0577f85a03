import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmptyObject,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { visibilities, type Visibility } from '#contracts/memberships/offers';
import { IsDay } from '../edge/days.js';
import { MoneyBody } from '../edge/money.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class ListingPatch {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, description: 'The reseller’s own name for it', example: 'Patinage récréatif' })
  @Omittable()
  @IsString()
  @Length(1, 200)
  readonly name?: string;

  @ApiPropertyOptional({ maxLength: 2000, example: 'Deux séances par semaine' })
  @Omittable()
  @IsString()
  @MaxLength(2000)
  readonly description?: string;

  @ApiPropertyOptional({ type: MoneyBody, nullable: true, description: 'Null: the federation’s original price' })
  @IsOptional()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly sellingPrice?: MoneyBody | null;

  @ApiPropertyOptional({ example: true })
  @Omittable()
  @IsBoolean()
  readonly active?: boolean;

  @ApiPropertyOptional({ enum: visibilities, example: 'immediate' })
  @Omittable()
  @IsIn(visibilities)
  readonly visibility?: Visibility;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, description: 'Of what is scheduled', example: null })
  @IsOptional()
  @IsDay()
  readonly visibleFrom?: string | null;
}

export class ListingBody extends ListingPatch {
  @ApiProperty({ example: exampleId('offer') })
  @IsPublicId('offer')
  readonly offerId!: string;
}

export class SharedOfferBody {
  @ApiProperty({ example: exampleId('offer') })
  @IsPublicId('offer')
  readonly offerId!: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, description: 'The seller’s own name for it', example: 'Patinage récréatif' })
  @Omittable()
  @IsString()
  @Length(1, 200)
  readonly name?: string;

  @ApiPropertyOptional({ type: MoneyBody, nullable: true, description: 'Null: the federation’s original price' })
  @IsOptional()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly sellingPrice?: MoneyBody | null;
}

export class ListingsBody {
  @ApiProperty({ type: [SharedOfferBody], minItems: 1, maxItems: 200 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => SharedOfferBody)
  readonly listings!: SharedOfferBody[];
}
