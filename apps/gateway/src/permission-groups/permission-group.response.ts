import { ApiProperty } from '@nestjs/swagger';
import type { PermissionGroupRecord } from '#contracts/identity/permission-groups';
import { publicId } from '#kernel/ids';
import { rights, type Right } from '#kernel/rights';
import { exampleId } from '../edge/public-ids.js';

export class PermissionGroupView {
  @ApiProperty({ example: exampleId('permissionGroup') })
  id!: string;

  @ApiProperty({ example: 'Front desk' })
  name!: string;

  @ApiProperty({ enum: rights, isArray: true, example: ['memberships.sell', 'money.record'] })
  rights!: Right[];

  @ApiProperty({
    enum: rights,
    isArray: true,
    description: 'Of a federation: inside its clubs, as far as each club lets it in',
    example: [],
  })
  clubRights!: Right[];

  @ApiProperty({ type: 'integer', description: 'How many belong to it', example: 3 })
  users!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  createdAt!: string;
}

export const permissionGroupView = ({
  id,
  name,
  rights: granted,
  clubRights,
  users,
  createdAt,
}: PermissionGroupRecord): PermissionGroupView => ({
  id: publicId('permissionGroup', id),
  name,
  rights: [...granted],
  clubRights: [...clubRights],
  users,
  createdAt,
});
