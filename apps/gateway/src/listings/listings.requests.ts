import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsNotEmptyObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { visibilities, type Visibility } from '#contracts/memberships/offers';
import { MoneyBody } from '../edge/money.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class ListingPatch {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, description: 'The reseller’s own name for it', example: 'Patinage récréatif' })
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

  @ApiPropertyOptional({ example: true })
  @Omittable()
  @IsBoolean()
  readonly active?: boolean;

  @ApiPropertyOptional({ enum: visibilities, example: 'immediate' })
  @Omittable()
  @IsIn(visibilities)
  readonly visibility?: Visibility;
}

export class ListingBody extends ListingPatch {
  @ApiProperty({ example: exampleId('offer') })
  @IsPublicId('offer')
  readonly offerId!: string;
}
