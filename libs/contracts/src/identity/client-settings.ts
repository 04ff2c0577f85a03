import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { Uuid } from '../caller.js';

/** How an organization takes in clients. */
export interface ClientSettingsRecord {
  organizationId: Uuid;
  linkDays: number; // How long an activation link works (ID-14).
  selfSignUp: boolean; // Whether people may become clients by themselves (ID-15).
  version: number;
}

export class GetClientSettings extends Query<ClientSettingsRecord> {
  static readonly subject = 'identity.query.get-client-settings.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly organizationId!: string;
}

/** Changes what is given; `version` is the one the editor saw, else `identity.stale-client-settings`. */
export class ChangeClientSettings extends Command<ClientSettingsRecord> {
  static readonly subject = 'identity.command.change-client-settings.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsInt() @Min(1) @Max(365) readonly linkDays?: number;
  @IsOptional() @IsBoolean() readonly selfSignUp?: boolean;
}
