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
