import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDateString, IsIn } from 'class-validator';
import { duplicateDecisions, duplicateStates, type DuplicateDecision, type DuplicateState } from '#contracts/identity/possible-duplicates';
import { Flag } from '../edge/flag.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class PossibleDuplicatesRequest extends PageRequest {
  @ApiPropertyOptional({ enum: duplicateStates, default: 'open', example: 'open' })
  @Omittable()
  @IsIn(duplicateStates)
  readonly state?: DuplicateState;

  @Flag('Only those of next to no doubt, or only the others')
  readonly certain?: boolean;

  @ApiPropertyOptional({ example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;
}

export class DuplicateDecisionBody {
  @ApiProperty({
    enum: duplicateDecisions,
    description: '`not-the-same` is remembered: the two are never proposed again. `later` asks again in time; `open` takes a decision back',
    example: 'not-the-same',
  })
  @IsIn(duplicateDecisions)
  readonly decision!: DuplicateDecision;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'For `later`; in thirty days when left out',
    example: '2027-01-15T00:00:00.000Z',
  })
  @Omittable()
  @IsDateString()
  readonly laterUntil?: string;
}
