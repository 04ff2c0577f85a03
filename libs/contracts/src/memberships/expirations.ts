import { Command } from '@nestjs/cqrs';
import { IsInt, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { LocalDate } from '../caller.js';
import { IsDay } from '../days.js';
import type { MembershipDetail } from './memberships.query.js';

/** Moves the last day of a membership for one person: of a fixed duration, by whoever sold it (MEM-17). */
export class ChangeExpiration extends Command<MembershipDetail> {
  static readonly subject = 'memberships.command.change-expiration.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly membershipId!: string;
  @IsInt() readonly version!: number; // The one the editor saw, else `memberships.stale-membership`.
  @IsDay() readonly expiresOn!: LocalDate;
  @IsOptional() @IsString() @MaxLength(500) readonly memo?: string;
}

/** The last day of a membership was moved. */
export class ExpirationChanged {
  static readonly subject = 'memberships.event.expiration-changed.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly membershipId!: string;
  @IsUUID('all') readonly organizationId!: string; // The seller.
  @IsInt() readonly version!: number;
  @IsDay() readonly expiredOn!: LocalDate; // The last day as it was.
  @IsDay() readonly expiresOn!: LocalDate;
}
