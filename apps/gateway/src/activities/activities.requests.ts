import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsString, Length } from 'class-validator';
import { activityKinds, type ActivityKind } from '#contracts/memberships/entry';
import { IsDay } from '../edge/days.js';
import { Flag } from '../edge/flag.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

class VisitBody {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, description: 'Which door, which class', example: 'Glace 2' })
  @Omittable()
  @IsString()
  @Length(1, 200)
  readonly note?: string;
}

/** The memberships an activity is linked to (MEM-9). */
const LinkedOffers = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: [String],
      minItems: 1,
      maxItems: 50,
      description: 'The memberships that the activity requires: one of them has to be valid. Any membership will do when absent',
      example: [exampleId('offer')],
    }),
    Omittable(),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(50),
    IsPublicId('offer', { each: true }),
  );

export class CheckInBody extends VisitBody {
  @ApiPropertyOptional({ description: 'Not needed with a card, but with a family’s', example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 200,
    description: 'What the QR code of a card says',
    example: 'TC3WZ8YB0C4J5K6M7N8P9QRSTVWX',
  })
  @Omittable()
  @IsString()
  @Length(1, 200)
  readonly card?: string;

  @LinkedOffers()
  readonly offerIds?: string[];

  @ApiPropertyOptional({ description: 'The one chosen, where several are valid', example: exampleId('membership') })
  @Omittable()
  @IsPublicId('membership')
  readonly membershipId?: string;
}

export class ActivityBody extends VisitBody {
  @ApiProperty({ example: exampleId('person') })
  @IsPublicId('person')
  readonly personId!: string;

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

  @LinkedOffers()
  readonly offerIds?: string[];

  @ApiPropertyOptional({ format: 'date', description: 'The day of the activity; today when absent', example: '2026-11-28' })
  @Omittable()
  @IsDay()
  readonly on?: string;
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
