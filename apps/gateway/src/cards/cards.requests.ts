import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { InLanguage } from '../edge/files.js';
import { Flag } from '../edge/flag.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class CardsRequest extends PageRequest {
  @ApiPropertyOptional({ example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;

  @ApiPropertyOptional({ example: exampleId('account') })
  @Omittable()
  @IsPublicId('account')
  readonly accountId?: string;

  @ApiPropertyOptional({ example: exampleId('membership') })
  @Omittable()
  @IsPublicId('membership')
  readonly membershipId?: string;

  @Flag('Only those that are void, or are not')
  readonly voided?: boolean;
}

export class CardRequest extends InLanguage {
  @ApiPropertyOptional({ enum: ['json', 'pdf', 'png'], description: 'By Accept when absent', example: 'json' })
  @Omittable()
  @IsIn(['json', 'pdf', 'png'])
  readonly format?: 'json' | 'pdf' | 'png';
}
