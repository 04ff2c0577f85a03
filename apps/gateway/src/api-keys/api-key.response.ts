import { ApiProperty } from '@nestjs/swagger';
import type { ApiKeyRecord } from '#contracts/identity/access';
import { publicId } from '#kernel/ids';
import { rights, type Right } from '#kernel/rights';
import { roles, type Role } from '#kernel/roles';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class ApiKeyView {
  @ApiProperty({ example: exampleId('apiKey') })
  id!: string;

  @ApiProperty({ example: 'Registration desk' })
  name!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null for an operator’s', example: exampleId('organization') })
  organizationId!: string | null;

  @ApiProperty({ enum: roles, example: 'club-administrator' })
  role!: Role;

  @ApiProperty({
    enum: rights,
    isArray: true,
    nullable: true,
    description: 'Its scopes; null for all that the role holds',
    example: ['people.read'],
  })
  rights!: Right[] | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'To the minute', example: '2026-11-22T08:30:00.000Z' })
  lastUsedAt!: string | null;

  @ApiProperty({ description: 'The end of the secret, to tell keys apart', example: 'x7Qk' })
  lastFour!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2027-11-21T12:00:00.000Z' })
  expiresAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  revokedAt!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  createdAt!: string;
}

export class NewApiKeyView extends ApiKeyView {
  @ApiProperty({ description: 'Shown in this answer and never again', example: 'tsk_Zm9yIGV4YW1wbGUgb25seQ…x7Qk' })
  secret!: string;
}

export const apiKeyView = (key: ApiKeyRecord): ApiKeyView => ({
  id: publicId('apiKey', key.id),
  name: key.name,
  organizationId: maybePublicId('organization', key.organizationId),
  role: key.role,
  rights: key.rights,
  lastUsedAt: key.lastUsedAt,
  lastFour: key.lastFour,
  expiresAt: key.expiresAt,
  revokedAt: key.revokedAt,
  createdAt: key.createdAt,
});
