import { Command, Query } from '@nestjs/cqrs';
import { ArrayUnique, IsArray, IsEmail, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import { rights, type Right } from '#kernel/rights';
import { roles, type Role } from '#kernel/roles';
import type { Uuid } from '../caller.js';
import type { Page } from '../message.js';

export interface UserRecord {
  id: Uuid;
  email: string;
  name: string;
  grants: UserGrant[];
  version: number;
  createdAt: string;
}

/** What a user is to one organization. */
export interface UserGrant {
  organizationId: Uuid;
  role: Role;
  owner: boolean; // Edits permission groups, and says who else owns (ID-28).
  groupIds: Uuid[];
  disabledAt: string | null; // Never deleted.
}

/**
 * Gives somebody a sign-in with a role in one organization: an operator anywhere, a federation's administrator in the federation
 * and its clubs, a club's in the club. A known address only gains the role; its password stays, and the answer does not tell. An
 * organization's first administrator owns it.
 */
export class CreateUser extends Command<UserRecord> {
  static readonly subject = 'identity.command.create-user.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly userId!: string;
  @IsUUID('all') readonly organizationId!: string;
  @IsIn(roles.filter((role) => role !== 'operator')) readonly role!: Role;
  @IsEmail() @MaxLength(254) readonly email!: string;
  @IsString() @Length(1, 200) readonly name!: string;
  @IsString() @Length(12, 200) readonly password!: string;
}

export class ListUsers extends Query<Page<UserRecord>> {
  static readonly subject = 'identity.query.list-users.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

export interface ApiKeyRecord {
  id: Uuid;
  name: string;
  organizationId: Uuid | null;
  role: Role;
  rights: Right[] | null; // Its scopes; null for all that the role holds.
  lastUsedAt: string | null; // To the minute.
  lastFour: string;
  expiresAt: string | null;
  revokedAt: string | null;
  createdAt: string;
}

/** Makes a key for one organization, under the same rights as CreateUser, and with no more than its maker holds. The secret is shown in this answer and never again. */
export class CreateApiKey extends Command<ApiKeyRecord & { secret: string }> {
  static readonly subject = 'identity.command.create-api-key.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly apiKeyId!: string;
  @IsUUID('all') readonly organizationId!: string;
  @IsIn(roles.filter((role) => role !== 'operator')) readonly role!: Role;
  @IsOptional() @IsArray() @ArrayUnique() @IsIn(rights, { each: true }) readonly rights?: Right[]; // All when absent.
  @IsString() @Length(1, 200) readonly name!: string;
  @IsOptional() @IsInt() @Min(1) @Max(730) readonly validDays?: number; // 365 when absent.
}

export class RevokeApiKey extends Command<ApiKeyRecord> {
  static readonly subject = 'identity.command.revoke-api-key.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly apiKeyId!: string;
}

export class ListApiKeys extends Query<Page<ApiKeyRecord>> {
  static readonly subject = 'identity.query.list-api-keys.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}
