import { ApiProperty } from '@nestjs/swagger';
import type { UserRecord } from '#contracts/identity/access';
import { publicId } from '#kernel/ids';
import { roles, type Role } from '#kernel/roles';
import { exampleId } from '../edge/public-ids.js';

export class UserGrantView {
  @ApiProperty({ example: exampleId('organization') })
  organizationId!: string;

  @ApiProperty({ enum: roles, example: 'club-administrator' })
  role!: Role;

  @ApiProperty({ description: 'Edits permission groups and says who else does', example: true })
  owner!: boolean;

  @ApiProperty({ type: [String], description: 'Permission groups, whose rights an employee has', example: [] })
  groupIds!: string[];

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  disabledAt!: string | null;
}

export class UserView {
  @ApiProperty({ example: exampleId('user') })
  id!: string;

  @ApiProperty({ format: 'email', example: 'ana.tremblay@club.example' })
  email!: string;

  @ApiProperty({ example: 'Ana Tremblay' })
  name!: string;

  @ApiProperty({ type: [UserGrantView], description: 'Only those in organizations the caller administers' })
  grants!: UserGrantView[];

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  createdAt!: string;
}

export const userView = ({ id, email, name, grants, createdAt }: UserRecord): UserView => ({
  id: publicId('user', id),
  email,
  name,
  grants: grants.map(({ organizationId, role, owner, groupIds, disabledAt }) => ({
    organizationId: publicId('organization', organizationId),
    role,
    owner,
    groupIds: groupIds.map((group) => publicId('permissionGroup', group)),
    disabledAt,
  })),
  createdAt,
});
