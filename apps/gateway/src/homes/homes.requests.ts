import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { moveDirections, type MoveDirection } from '#contracts/memberships/homes';
import { InPeriod } from '../edge/days-filter.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class HomeMoveBody {
  @ApiProperty({ description: 'The new home: another club of the network', example: exampleId('organization', 'e') })
  @IsPublicId('organization')
  readonly organizationId!: string;
}

export class HomeMovesRequest extends InPeriod {
  @ApiPropertyOptional({ example: exampleId('membership') })
  @Omittable()
  @IsPublicId('membership')
  readonly membershipId?: string;

  @ApiPropertyOptional({ example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;

  @ApiPropertyOptional({ description: 'One of both homes', example: exampleId('organization') })
  @Omittable()
  @IsPublicId('organization')
  readonly organizationId?: string;

  @ApiPropertyOptional({ enum: moveDirections, description: 'To the acting organization, or away from it', example: 'in' })
  @Omittable()
  @IsIn(moveDirections)
  readonly direction?: MoveDirection;
}
