import { IsBoolean } from 'class-validator';
import { Transform } from 'class-transformer';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Omittable } from './omittable.js';
import { PageRequest } from './paging.js';
import { IsPublicId, exampleId } from './public-ids.js';

/** A list that can be narrowed to what one import made or used. */
export class OfImport extends PageRequest {
  @ApiPropertyOptional({ description: 'Only what this import made or used', example: exampleId('import') })
  @Omittable()
  @IsPublicId('import')
  readonly importId?: string;
}

/** The same for clients and their people: what was withdrawn is hidden by default (ID-22). */
export class OfImportOrArchived extends OfImport {
  @ApiPropertyOptional({ description: 'Whether to show what is archived, too', type: 'boolean', default: false, example: true })
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @Omittable()
  @IsBoolean()
  readonly showArchived?: boolean;
}
