import { Command, Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { Page } from '../message.js';

/** A membership came to another home (MEM-15), as everybody concerned is told: both homes, whoever sold it, and the federation. */
export interface HomeMoveRecord {
  membershipId: Uuid;
  personId: Uuid | null; // Null: it belongs to a whole account.
  offerId: Uuid;
  name: string; // Of the offer: how the seller calls it is its own.
  fromId: Uuid;
  fromName: string | null;
  toId: Uuid;
  toName: string | null;
  movedOn: LocalDate;
  moverId: Uuid | null; // On whose behalf; null: it followed the membership it took the place of.
  movedBy: string | null; // By name, told in the organization that moved it.
}

/**
 * Gives a membership another home in its network, for the club that is its home, or for the federation. Who sold it issued its
 * documents, and goes on cancelling and replacing it.
 */
export class MoveHome extends Command<HomeMoveRecord> {
  static readonly subject = 'memberships.command.move-home.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly membershipId!: string;
  @IsUUID('all') readonly organizationId!: string; // The new home.
}

export const moveDirections = ['in', 'out'] as const;
export type MoveDirection = (typeof moveDirections)[number];

/** Moves that concern the acting organization, the newest first. */
export class ListHomeMoves extends Query<Page<HomeMoveRecord>> {
  static readonly subject = 'memberships.query.list-home-moves.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly membershipId?: string;
  @IsOptional() @IsUUID('all') readonly personId?: string;
  @IsOptional() @IsUUID('all') readonly organizationId?: string; // One of both homes.
  @IsOptional() @IsIn(moveDirections) readonly direction?: MoveDirection; // As the acting organization sees it.
  @IsOptional() @IsDay() readonly from?: LocalDate;
  @IsOptional() @IsDay() readonly to?: LocalDate;
}

export interface Home {
  id: Uuid;
  name: string;
}

/** The clubs of the network, any of which may be a home, by id. */
export class ListHomes extends Query<Page<Home>> {
  static readonly subject = 'memberships.query.list-homes.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

/** A membership came to another home. */
export class HomeMoved {
  static readonly subject = 'memberships.event.home-moved.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly membershipId!: string;
  @IsUUID('all') readonly federationId!: string;
  @IsOptional() @IsUUID('all') readonly personId!: string | null; // Null: it belongs to a whole account.
  @IsUUID('all') readonly fromId!: string;
  @IsUUID('all') readonly toId!: string;
  @IsDay() readonly movedOn!: LocalDate;
}
