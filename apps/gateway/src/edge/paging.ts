import type { Type } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Type as Convert } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { Page } from '#contracts/message';

/** `?limit=&after=`: how much of a list, and from where. */
export class PageRequest {
  @ApiPropertyOptional({ description: 'How many at most', minimum: 1, maximum: 200, default: 50, type: 'integer', example: 50 })
  @Convert(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit: number = 50;

  @ApiPropertyOptional({ description: 'The `next` of the page before', maxLength: 200, example: 'WyIwMTkwYzJiNCJd' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly after?: string;
}

/** The same for lists inside an import, whose rows are many and small. */
export class LongPageRequest {
  @ApiPropertyOptional({ description: 'How many at most', minimum: 1, maximum: 1000, default: 100, type: 'integer', example: 100 })
  @Convert(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  readonly limit: number = 100;

  @ApiPropertyOptional({ description: 'The `next` of the page before', maxLength: 200, example: 'WzEwMV0' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly after?: string;
}

export class PageView {
  @ApiProperty({ type: String, nullable: true, description: 'What to send as `after` for the next page; null at the end', example: null })
  next!: string | null;

  @ApiProperty({ description: 'Whether there is a next page', example: false })
  hasMore!: boolean;
}

export interface Paged<View> {
  data: View[];
  page: PageView;
}

/** A page as clients see it, each item through its own mapping. */
export function pageView<T, View>({ data, next }: Page<T>, view: (item: T) => View): Paged<View> {
  return { data: data.map(view), page: { next, hasMore: next !== null } };
}

/** The schema of a page of these. */
export const pageSchema = (item: Type<unknown>) => ({
  type: 'object' as const,
  required: ['data', 'page'],
  properties: {
    data: { type: 'array' as const, items: { $ref: getSchemaPath(item) } },
    page: { $ref: getSchemaPath(PageView) },
  },
});
