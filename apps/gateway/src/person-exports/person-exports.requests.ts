import { ApiPropertyOptional } from '@nestjs/swagger';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class PersonExportsRequest extends PageRequest {
  @ApiPropertyOptional({ example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;
}

export class OwnExportBody {
  @ApiPropertyOptional({
    description: 'A member of an account of mine; without, everything about myself, in every network I sign in to',
    example: exampleId('person'),
  })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;
}
