import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { rights, type Right } from '#kernel/rights';
import type { Role } from '#kernel/roles';
import { grantableRoles } from '../edge/grantable-roles.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class ApiKeyBody {
  @ApiProperty({ description: 'The one it acts for', example: exampleId('organization') })
  @IsPublicId('organization')
  readonly organizationId!: string;

  @ApiProperty({ enum: grantableRoles, example: 'club-administrator' })
  @IsIn(grantableRoles)
  readonly role!: Role;

  @ApiPropertyOptional({
    enum: rights,
    isArray: true,
    description: 'What it may do, no more than its maker; all that the role holds when absent',
    example: ['people.read', 'memberships.read'],
  })
  @Omittable()
  @IsArray()
  @ArrayUnique()
  @IsIn(rights, { each: true })
  readonly rights?: Right[];

  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Registration desk' })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 730, default: 365, example: 365 })
  @Omittable()
  @IsInt()
  @Min(1)
  @Max(730)
  readonly validDays?: number;
}
