import { Command, Query } from '@nestjs/cqrs';
import { ArrayUnique, IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import { rights, type Right } from '#kernel/rights';
import type { Uuid } from '../caller.js';
import type { Page } from '../message.js';

/** Rights by a name, which an organization grants its employees (ID-28). */
export interface PermissionGroupRecord {
  id: Uuid;
  name: string;
  rights: Right[];
  clubRights: Right[]; // A federation's: inside its clubs, as far as each club lets its federation in.
  users: number; // How many belong to it.
  version: number;
  createdAt: string;
}

/** Makes a group of the acting organization. Only an owner edits groups. */
export class CreatePermissionGroup extends Command<PermissionGroupRecord> {
  static readonly subject = 'identity.command.create-permission-group.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly permissionGroupId!: string;
  @IsString() @Length(1, 100) readonly name!: string;
  @IsArray() @ArrayUnique() @IsIn(rights, { each: true }) readonly rights!: Right[];
  @IsOptional() @IsArray() @ArrayUnique() @IsIn(rights, { each: true }) readonly clubRights?: Right[];
}

/** What is absent stays. Whoever belongs to the group has its rights, no more and no less, from the next request on. */
export class ChangePermissionGroup extends Command<PermissionGroupRecord> {
  static readonly subject = 'identity.command.change-permission-group.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly permissionGroupId!: string;
  @IsInt() @Min(1) readonly version!: number;
  @IsOptional() @IsString() @Length(1, 100) readonly name?: string;
  @IsOptional() @IsArray() @ArrayUnique() @IsIn(rights, { each: true }) readonly rights?: Right[];
  @IsOptional() @IsArray() @ArrayUnique() @IsIn(rights, { each: true }) readonly clubRights?: Right[];
}

/** Takes the group, and its rights from whoever belonged to it. Gives what it was. */
export class DeletePermissionGroup extends Command<PermissionGroupRecord> {
  static readonly subject = 'identity.command.delete-permission-group.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly permissionGroupId!: string;
}

export class GetPermissionGroup extends Query<PermissionGroupRecord> {
  static readonly subject = 'identity.query.get-permission-group.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly permissionGroupId!: string;
}

export class ListPermissionGroups extends Query<Page<PermissionGroupRecord>> {
  static readonly subject = 'identity.query.list-permission-groups.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(rights) readonly right?: Right; // Those that grant it.
  @IsOptional() @IsIn(['name', '-name']) readonly sort?: 'name' | '-name'; // By name when absent.
}
