import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsDay } from './days.js';
import { Omittable } from './omittable.js';
import { PageRequest } from './paging.js';

/** A list that can be narrowed to a period, both days included. */
export class InPeriod extends PageRequest {
  @ApiPropertyOptional({ format: 'date', description: 'The first day', example: '2026-09-01' })
  @Omittable()
  @IsDay()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The last day', example: '2026-09-30' })
  @Omittable()
  @IsDay()
  readonly to?: string;
}
