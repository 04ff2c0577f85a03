import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { membershipSorts, membershipStatuses, type MembershipSort, type MembershipStatus } from '#contracts/memberships/memberships.query';
import { IsDay } from '../edge/days.js';
import { OfImport } from '../edge/import-filter.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class MembershipsRequest extends OfImport {
  @ApiPropertyOptional({ example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;

  @ApiPropertyOptional({ description: 'A client account of the seller', example: exampleId('account') })
  @Omittable()
  @IsPublicId('account')
  readonly accountId?: string;

  @ApiPropertyOptional({ example: exampleId('offer') })
  @Omittable()
  @IsPublicId('offer')
  readonly offerId?: string;

  @ApiPropertyOptional({ description: 'The club that sold it', example: exampleId('organization') })
  @Omittable()
  @IsPublicId('organization')
  readonly organizationId?: string;

  @ApiPropertyOptional({ description: 'The home organization', example: exampleId('organization') })
  @Omittable()
  @IsPublicId('organization')
  readonly homeId?: string;

  @ApiPropertyOptional({
    format: 'date',
    description: 'Held on that day, its first and last included, whatever became of it since',
    example: '2026-11-21',
  })
  @Omittable()
  @IsDay()
  readonly goodOn?: string;

  @ApiPropertyOptional({ enum: membershipStatuses, example: 'active' })
  @Omittable()
  @IsIn(membershipStatuses)
  readonly status?: MembershipStatus;

  @ApiPropertyOptional({
    enum: membershipSorts,
    description: '`-purchasedOn`: the last sold first',
    default: 'purchasedOn',
    example: '-purchasedOn',
  })
  @Omittable()
  @IsIn(membershipSorts)
  readonly sort?: MembershipSort;
}
