import { Command, Query } from '@nestjs/cqrs';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { rights, type Right } from '#kernel/rights';
import { roles, type Role } from '#kernel/roles';
import type { UserRecord } from './access.js';

/** A user of an organization the caller administers. */
export class GetUser extends Query<UserRecord> {
  static readonly subject = 'identity.query.get-user.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly userId!: string;
}

/**
 * Changes what a user is to an organization. Groups and ownership are an owner's to say (ID-28), ownership an operator's too; the last
 * owner stays one.
 */
export class ChangeUser extends Command<UserRecord> {
  static readonly subject = 'identity.command.change-user.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly userId!: string;
  @IsInt() @Min(1) readonly version!: number;
  @IsOptional() @IsIn(roles.filter((role) => role !== 'operator')) readonly role?: Role;
  @IsOptional() @IsBoolean() readonly owner?: boolean;
  @IsOptional() @IsArray() @ArrayUnique() @ArrayMaxSize(50) @IsUUID('all', { each: true }) readonly groupIds?: string[];
}

/** Takes a user's access to an organization, at once: their sessions end. The last owner keeps it; nobody is ever deleted. */
export class DisableUser extends Command<UserRecord> {
  static readonly subject = 'identity.command.disable-user.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly userId!: string;
}

/** Gives it back as it was. */
export class EnableUser extends Command<UserRecord> {
  static readonly subject = 'identity.command.enable-user.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly userId!: string;
}

/** How far a club lets the staff of its federation in. */
export interface FederationRightsRecord {
  rights: Right[];
  version: number; // 0 while the club never said anything: then they have none.
}

export class GetFederationRights extends Query<FederationRightsRecord> {
  static readonly subject = 'identity.query.get-federation-rights.v1';
  static readonly senders = ['gateway'] as const;
}

/** Says so for the acting club: an owner's to say. What somebody of the federation may do there is this and what their groups grant in clubs. */
export class ChangeFederationRights extends Command<FederationRightsRecord> {
  static readonly subject = 'identity.command.change-federation-rights.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(0) readonly version!: number;
  @IsArray() @ArrayUnique() @IsIn(rights, { each: true }) readonly rights!: Right[];
}
