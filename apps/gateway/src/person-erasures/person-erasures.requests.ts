import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class ErasuresRequest extends PageRequest {
  @ApiPropertyOptional({ example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;
}

export class ErasureBody {
  @ApiProperty({
    description: 'Of the preview that is confirmed',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  @Matches(/^[0-9a-f]{64}$/)
  readonly previewHash!: string;
}

export class OwnErasurePreviewBody {
  @ApiPropertyOptional({ description: 'A member of an account of mine, or me in one of several networks', example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;
}

export class OwnErasureBody extends ErasureBody {
  @ApiPropertyOptional({ description: 'A member of an account of mine, or me in one of several networks', example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;
}
