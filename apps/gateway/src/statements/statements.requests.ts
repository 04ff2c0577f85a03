import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type as Convert } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsDay } from '../edge/days.js';
import { InLanguage, type Format } from '../edge/files.js';
import { Omittable } from '../edge/omittable.js';

const formats = ['json', 'csv', 'pdf'] as const satisfies Format[];

/** A period, and in which form its statement is asked for. */
export class StatementRequest extends InLanguage {
  @ApiPropertyOptional({ format: 'date', description: 'First day; twelve months before the last when absent', example: '2026-01-01' })
  @Omittable()
  @IsDay()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Last day; today when absent', example: '2026-12-31' })
  @Omittable()
  @IsDay()
  readonly to?: string;

  @ApiPropertyOptional({ enum: formats, description: 'By Accept when absent; a file is always whole', example: 'json' })
  @Omittable()
  @IsIn(formats)
  readonly format?: (typeof formats)[number];

  @ApiPropertyOptional({ description: 'How many lines at most', minimum: 1, maximum: 1000, default: 1000, type: 'integer', example: 1000 })
  @Convert(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  readonly limit: number = 1000;

  @ApiPropertyOptional({ description: 'The `next` of the page before', maxLength: 300, example: 'WyIyMDI2LTA5LTAxIl0' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  readonly after?: string;
}
