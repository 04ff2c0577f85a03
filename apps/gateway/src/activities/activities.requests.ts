import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, Length } from 'class-validator';
import { activityKinds, type ActivityKind } from '#contracts/memberships/entry';
import { Flag } from '../edge/flag.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class CheckInBody {
  @ApiProperty({ example: exampleId('person') })
  @IsPublicId('person')
  readonly personId!: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, description: 'Which door, which class', example: 'Glace 2' })
  @Omittable()
  @IsString()
  @Length(1, 200)
  readonly note?: string;
}

export class ActivityBody extends CheckInBody {
  @ApiProperty({ enum: ['check-out', 'attendance'], example: 'check-out' })
  @IsIn(['check-out', 'attendance'])
  readonly kind!: 'check-out' | 'attendance';
}

export class EntryBlockBody {
  @ApiProperty({ example: exampleId('person') })
  @IsPublicId('person')
  readonly personId!: string;

  @ApiProperty({ description: 'False: lets them in again', example: true })
  @IsBoolean()
  readonly blocked!: boolean;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'See the manager' })
  @Omittable()
  @IsString()
  @Length(1, 200)
  readonly reason?: string;
}

export class EntitlementBody {
  @ApiProperty({ example: exampleId('person') })
  @IsPublicId('person')
  readonly personId!: string;
}

export class ActivitiesRequest extends PageRequest {
  @ApiPropertyOptional({ example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;

  @ApiPropertyOptional({ example: exampleId('account') })
  @Omittable()
  @IsPublicId('account')
  readonly accountId?: string;

  @ApiPropertyOptional({ enum: activityKinds, example: 'check-in' })
  @Omittable()
  @IsIn(activityKinds)
  readonly kind?: ActivityKind;

  @Flag('Only those who were let in, or were not')
  readonly admitted?: boolean;
}
