import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type as Convert } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { billingLevels, type BillingLevel } from '#contracts/billing/documents.query';
import { ages, unpaidSorts, type Age, type UnpaidSort } from '#contracts/billing/unpaid.query';
import { IsDay } from '../edge/days.js';
import { InLanguage } from '../edge/files.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

/** What is open, with its age on a day. */
class UnpaidRequest extends InLanguage {
  @ApiPropertyOptional({ format: 'date', description: 'The day ages are counted to; today when absent', example: '2026-12-31' })
  @Omittable()
  @IsDay()
  readonly on?: string;

  @ApiPropertyOptional({ enum: billingLevels, description: 'Club to client, or federation to club', example: 'client' })
  @Omittable()
  @IsIn(billingLevels)
  readonly level?: BillingLevel;

  @ApiPropertyOptional({ description: 'How many at most', minimum: 1, maximum: 200, default: 50, type: 'integer', example: 50 })
  @Convert(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit: number = 50;

  @ApiPropertyOptional({ description: 'The `next` of the page before, in the same order', maxLength: 600, example: 'WyIwMTkwYzJiNCJd' })
  @IsOptional()
  @IsString()
  @MaxLength(600)
  readonly after?: string;
}

export class UnpaidAccountsRequest extends UnpaidRequest {
  @ApiPropertyOptional({
    enum: unpaidSorts,
    description: 'By name, what is owed the most first, or the longest due first',
    default: 'owed',
    example: 'oldest',
  })
  @Omittable()
  @IsIn(unpaidSorts)
  readonly sort: UnpaidSort = 'owed';
}

export class UnpaidItemsRequest extends UnpaidRequest {
  @ApiPropertyOptional({ example: exampleId('billingAccount') })
  @Omittable()
  @IsPublicId('billingAccount')
  readonly billingAccountId?: string;

  @ApiPropertyOptional({ enum: ages, description: 'Days since it was due', example: 'over-90' })
  @Omittable()
  @IsIn(ages)
  readonly age?: Age;

  @ApiPropertyOptional({ enum: ['json', 'csv'], description: 'By Accept when absent; a file is always whole', example: 'json' })
  @Omittable()
  @IsIn(['json', 'csv'])
  readonly format?: 'json' | 'csv';
}
