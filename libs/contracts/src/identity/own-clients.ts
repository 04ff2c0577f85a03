import { Command, Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { ActingOrganization, LocalDate, Uuid } from '../caller.js';
import { genders, type Gender, type Profile } from './accounts.query.js';
import type { ConsentState } from './invitations.js';
import { letterLanguages, type LetterLanguage } from './new-account.js';

/*
 * What is somebody's own: their account as an organization has it. Who is signed in is in the signed token and nowhere else; whose
 * client it is, identity alone knows, and every service that keeps something of a client asks it before it shows any.
 */

/** The client as whoever is signed in has it. */
export interface OwnClient {
  clientId: Uuid;
  accountId: Uuid;
  userId: Uuid;
  personId: Uuid; // Who is signed in.
  owner: boolean; // Or a member with a login of their own, who sees what is theirs (ID-21).
  archived: boolean; // The organization has put the client away: what was issued stays to be seen, nothing is sold any more (ID-22).
  organization: ActingOrganization;
}

/** Whether a client is one of an account that the caller signs in to. Anybody else’s is `identity.no-such-client`, as one there is not. */
export class FindOwnClient extends Query<OwnClient> {
  static readonly subject = 'identity.query.find-own-client.v1';
  static readonly senders = ['memberships', 'billing'] as const;
  @IsUUID('all') readonly clientId!: string;
}

/** What nobody has told the organization yet. */
export const missingData = ['birthDate', 'address', 'phone'] as const;
export type MissingData = (typeof missingData)[number];

/** Somebody of one's own account: what all organizations share, and what this one holds (ID-3). */
export interface OwnMember {
  personId: Uuid;
  number: string;
  firstName: string;
  lastName: string;
  birthDate: LocalDate | null;
  picture: boolean;
  owner: boolean;
  profile: Profile | null; // Null: the organization holds nothing of them, or not any more (ID-9).
  language: LetterLanguage | null;
  profileVersion: number | null;
  missing: MissingData[];
}

export interface OwnClientRecord {
  clientId: Uuid;
  accountId: Uuid;
  organizationName: string;
  owner: boolean;
  consent: ConsentState;
  archived: boolean;
  members: OwnMember[];
}

/** One's own account as an organization has it: who is in it, what it holds of them, and what is still to be told. */
export class GetOwnClient extends Query<OwnClientRecord> {
  static readonly subject = 'identity.query.get-own-client.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
}

/**
 * Tells an organization what it does not know yet of somebody of one's own account, or what has changed: what is left out stays, null
 * empties it. Of all members by the owner (ID-1), of themselves by whoever has a login of their own. Where letters go to is not among
 * it: a username is proven by a code, and any other address is the organization's to keep (ID-17). `version` is the one that was
 * seen, else `identity.stale-profile`.
 */
export class ChangeOwnProfile extends Command<OwnMember> {
  static readonly subject = 'identity.command.change-own-profile.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsUUID('all') readonly personId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsString() @MaxLength(500) readonly address?: string | null;
  @IsOptional() @IsString() @MaxLength(100) readonly city?: string | null;
  @IsOptional() @IsString() @MaxLength(100) readonly province?: string | null;
  @IsOptional() @IsString() @MaxLength(50) readonly postalCode?: string | null;
  @IsOptional() @IsString() @MaxLength(100) readonly country?: string | null;
  @IsOptional() @IsString() @MaxLength(50) readonly phone?: string | null;
  @IsOptional() @IsIn(genders) readonly gender?: Gender | null;
  @IsOptional() @IsIn(letterLanguages) readonly language?: LetterLanguage | null;
}
