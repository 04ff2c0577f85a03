import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, Min } from 'class-validator';
import { documentSorts, type DocumentSort } from '#contracts/billing/documents.query';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { IsDay } from './days.js';
import { AtLevel } from './level-filter.js';
import { Omittable } from './omittable.js';
import { IsPublicId, exampleId } from './public-ids.js';

/** Lists of documents can be narrowed and sorted alike. */
export class DocumentsRequest extends AtLevel {
  @ApiPropertyOptional({ enum: documentSorts, description: 'The newest first when absent', example: '-issuedOn' })
  @Omittable()
  @IsIn(documentSorts)
  readonly sort?: DocumentSort;

  @ApiPropertyOptional({ example: exampleId('billingAccount') })
  @Omittable()
  @IsPublicId('billingAccount')
  readonly billingAccountId?: string;

  @ApiPropertyOptional({ description: 'Whom one of its lines is for', example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;

  @ApiPropertyOptional({ enum: lineKinds, description: 'Of one of its lines', example: 'membership' })
  @Omittable()
  @IsIn(lineKinds)
  readonly kind?: LineKind;

  @ApiPropertyOptional({ format: 'date', description: 'The first day of issue', example: '2026-09-01' })
  @Omittable()
  @IsDay()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The last day of issue', example: '2026-09-30' })
  @Omittable()
  @IsDay()
  readonly to?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, description: 'The least total, in minor units', example: 1000 })
  @Omittable()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  readonly atLeastMinor?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, description: 'The greatest total, in minor units', example: 100_000 })
  @Omittable()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  readonly atMostMinor?: number;
}
