import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsEmail, IsIn, IsString, Length, MaxLength } from 'class-validator';
import type { Role } from '#kernel/roles';
import { grantableRoles } from '../edge/grantable-roles.js';
import { Omittable } from '../edge/omittable.js';
import { AreIds, IsPublicId, exampleId } from '../edge/public-ids.js';

export class UserBody {
  @ApiProperty({ description: 'Where the role holds', example: exampleId('organization') })
  @IsPublicId('organization')
  readonly organizationId!: string;

  @ApiProperty({ enum: grantableRoles, example: 'club-administrator' })
  @IsIn(grantableRoles)
  readonly role!: Role;

  @ApiProperty({ format: 'email', maxLength: 254, example: 'ana.tremblay@club.example' })
  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Ana Tremblay' })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({ format: 'password', minLength: 12, maxLength: 200, example: 'correct horse battery staple' })
  @IsString()
  @Length(12, 200)
  readonly password!: string;
}

export class UserPatch {
  @ApiPropertyOptional({ enum: grantableRoles, example: 'employee' })
  @Omittable()
  @IsIn(grantableRoles)
  readonly role?: Role;

  @ApiPropertyOptional({ description: 'An administrator’s alone', example: false })
  @Omittable()
  @IsBoolean()
  readonly owner?: boolean;

  @ApiPropertyOptional({ type: [String], maxItems: 50, description: 'All of them', example: [exampleId('permissionGroup')] })
  @Omittable()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(50)
  @AreIds('permissionGroup')
  readonly groupIds?: string[];
}
