import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsNotEmptyObject, ValidateNested } from 'class-validator';
import { MoneyBody } from '../edge/money.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';
import { ReplacementRuleBody } from '../offers/replacement-rule.js';

export class DraftedChangeBody {
  @ApiProperty({ example: exampleId('offer') })
  @IsPublicId('offer')
  readonly offerId!: string;

  @ApiPropertyOptional({ type: MoneyBody, description: 'Stays when absent' })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly originalPrice?: MoneyBody;

  @ApiPropertyOptional({ type: ReplacementRuleBody, description: 'Stays when absent', example: { mode: 'list', select: 'greater-price' } })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => ReplacementRuleBody)
  readonly replacementRule?: ReplacementRuleBody;
}

export class CatalogueDraftBody {
  @ApiProperty({ type: [DraftedChangeBody], minItems: 1, maxItems: 100 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => DraftedChangeBody)
  readonly changes!: DraftedChangeBody[];
}
