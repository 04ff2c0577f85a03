import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsIn, IsString, Length } from 'class-validator';
import { rights, type Right } from '#kernel/rights';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';

export class PermissionGroupBody {
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Front desk' })
  @IsString()
  @Length(1, 100)
  readonly name!: string;

  @ApiProperty({ enum: rights, isArray: true, example: ['memberships.sell', 'money.record'] })
  @IsArray()
  @ArrayUnique()
  @IsIn(rights, { each: true })
  readonly rights!: Right[];

  @ApiPropertyOptional({ enum: rights, isArray: true, description: 'Of a federation: inside its clubs', example: [] })
  @Omittable()
  @IsArray()
  @ArrayUnique()
  @IsIn(rights, { each: true })
  readonly clubRights?: Right[];
}

export class PermissionGroupPatch {
  @ApiPropertyOptional({ minLength: 1, maxLength: 100, example: 'Front desk' })
  @Omittable()
  @IsString()
  @Length(1, 100)
  readonly name?: string;

  @ApiPropertyOptional({ enum: rights, isArray: true, example: ['memberships.sell', 'money.record', 'money.refund'] })
  @Omittable()
  @IsArray()
  @ArrayUnique()
  @IsIn(rights, { each: true })
  readonly rights?: Right[];

  @ApiPropertyOptional({ enum: rights, isArray: true, example: [] })
  @Omittable()
  @IsArray()
  @ArrayUnique()
  @IsIn(rights, { each: true })
  readonly clubRights?: Right[];
}

export class PermissionGroupsRequest extends PageRequest {
  @ApiPropertyOptional({ enum: rights, description: 'Those that grant it', example: 'money.refund' })
  @Omittable()
  @IsIn(rights)
  readonly right?: Right;

  @ApiPropertyOptional({ enum: ['name', '-name'], default: 'name', example: 'name' })
  @Omittable()
  @IsIn(['name', '-name'])
  readonly sort?: 'name' | '-name';
}
