import { Command, Query } from '@nestjs/cqrs';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  Matches,
  MaxLength,
  Min,
} from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';

/** Why somebody is not let in (ID-27), in the order in which they are looked for. */
export const entryRefusals = ['unknown-card', 'void-card', 'other-card', 'blocked', 'unpaid-balance', 'no-valid-membership'] as const;
export type EntryRefusal = (typeof entryRefusals)[number];

export const activityKinds = ['check-in', 'check-out', 'attendance'] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** A line of the activity log: also who was not let in, and why. */
export interface ActivityRecord {
  id: Uuid;
  kind: ActivityKind;
  personId: Uuid | null; // Null: a card was held out that says nothing of whose it is.
  accountId: Uuid | null; // Of the person at the organization that logged it, if it is a client.
  at: string;
  admitted: boolean;
  reason: EntryRefusal | null;
  membershipId: Uuid | null; // What let the person in.
  pass: string | null; // Its name.
  note: string | null;
}

/** A membership that is good today, whichever organization of the network sold it (MEM-15). */
export interface ValidPass {
  membershipId: Uuid;
  offerId: Uuid;
  name: string;
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
}

/** What the acting organization sells today of what somebody would need (MEM-9). */
export interface BuyablePass {
  listingId: Uuid;
  offerId: Uuid;
  name: string;
  sellingMinor: number;
  currency: string;
  family: boolean; // Bought by the account as a whole.
}

export interface Entitlement {
  entitled: boolean;
  reason: EntryRefusal | null;
  passes: ValidPass[]; // Of those asked for; of an activity that asks for none, all.
  choose: boolean; // Several of those linked are valid: the buyer chooses one (MEM-9).
  buy: BuyablePass[]; // None is: what would do.
}

/** May this person enter, attend, book, here, and on a day? `offerIds`: the memberships an activity is linked to (MEM-9). Writes nothing. */
export class GetEntitlement extends Query<Entitlement> {
  static readonly subject = 'memberships.query.get-entitlement.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly personId!: string;
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsUUID('all', { each: true }) readonly offerIds?: string[];
  @IsOptional() @IsString() @Matches(/^\d{4}-\d{2}-\d{2}$/) readonly on?: LocalDate; // Today when absent.
}

/** Somebody is at the door: admitted or refused, and logged either way. */
export class CheckIn extends Command<ActivityRecord> {
  static readonly subject = 'memberships.command.check-in.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly activityId!: string;
  @IsOptional() @IsUUID('all') readonly personId?: string; // Not needed with a card, but of a family's.
  @IsOptional() @IsString() @MaxLength(200) readonly card?: string; // What its QR code says.
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsUUID('all', { each: true }) readonly offerIds?: string[]; // MEM-9
  @IsOptional() @IsUUID('all') readonly membershipId?: string; // The one chosen, of several.
  @IsOptional() @IsString() @MaxLength(200) readonly note?: string;
}

/** Somebody left, or attended something. */
export class LogActivity extends Command<ActivityRecord> {
  static readonly subject = 'memberships.command.log-activity.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly activityId!: string;
  @IsUUID('all') readonly personId!: string;
  @IsIn(['check-out', 'attendance']) readonly kind!: Exclude<ActivityKind, 'check-in'>;
  @IsOptional() @IsString() @MaxLength(200) readonly note?: string;
}

/** The acting organization's own log, newest first. */
export class ListActivities extends Query<Page<ActivityRecord>> {
  static readonly subject = 'memberships.query.list-activities.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly personId?: string;
  @IsOptional() @IsUUID('all') readonly accountId?: string;
  @IsOptional() @IsIn(activityKinds) readonly kind?: ActivityKind;
  @IsOptional() @IsBoolean() readonly admitted?: boolean;
}

/** Keeps somebody out of the acting organization by hand, or lets them in again. */
export class BlockEntry extends Command<{ personId: Uuid; blocked: boolean; reason: string | null }> {
  static readonly subject = 'memberships.command.block-entry.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly personId!: string;
  @IsBoolean() readonly blocked!: boolean;
  @IsOptional() @IsString() @MaxLength(200) readonly reason?: string;
}
