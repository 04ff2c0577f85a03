import { Command, Query } from '@nestjs/cqrs';
import { IsEmail, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import type { Uuid } from '../caller.js';
import type { Page } from '../message.js';
import type { AccountRecord } from './accounts.query.js';
import { letterLanguages, type LetterLanguage } from './new-account.js';

/*
 * An account that stands for an organization instead of a person (ID-7): a school, a company. Who signs in to it and where it is written
 * to are two things.
 */

/** Where a corporate account is written to: of the one organization that made it. */
export interface Communication {
  email: string;
  language: LetterLanguage | null; // The organization's own when null.
  version: number;
}

/** Access is asked for by a letter, or linked at once to somebody who signs in already; and withdrawn. */
export const usernameStates = ['requested', 'active', 'withdrawn'] as const;
export type UsernameState = (typeof usernameStates)[number];
export const waysToAccess = ['activation', 'link'] as const;
export type WayToAccess = (typeof waysToAccess)[number];

/** Somebody with full access to a corporate account, payments included. */
export interface UsernameRecord {
  id: Uuid;
  accountId: Uuid;
  name: string;
  username: string; // What they sign in with, or will.
  how: WayToAccess;
  state: UsernameState;
  givenAt: string;
  activeAt: string | null;
  withdrawnAt: string | null;
}

export class CreateCorporateAccount extends Command<AccountRecord> {
  static readonly subject = 'identity.command.create-corporate-account.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
  @IsString() @Length(1, 200) readonly name!: string;
  @IsEmail() @MaxLength(254) readonly email!: string; // Where it is written to; nobody signs in by it.
  @IsOptional() @IsIn(letterLanguages) readonly language?: LetterLanguage;
}

/** Changes where a corporate account is written to. `version` is the one the editor saw, else `identity.stale-communication`. */
export class ChangeCommunication extends Command<AccountRecord> {
  static readonly subject = 'identity.command.change-communication.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsEmail() @MaxLength(254) readonly email?: string;
  @IsOptional() @IsIn([...letterLanguages, null]) readonly language?: LetterLanguage | null;
}

/**
 * Gives somebody access to a corporate account: by `activation` a letter asks them to choose a password; by `link` at once, when they
 * sign in as a client or user of the same organization, else `identity.username-unknown`. Given again, the letter is sent again.
 */
export class GiveUsername extends Command<UsernameRecord> {
  static readonly subject = 'identity.command.give-username.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly usernameId!: string;
  @IsUUID('all') readonly accountId!: string;
  @IsString() @Length(1, 200) readonly name!: string;
  @IsEmail() @MaxLength(254) readonly email!: string;
  @IsIn(waysToAccess) readonly how!: WayToAccess;
}

/** Takes access away, at once. The entry stays, as withdrawn. */
export class WithdrawUsername extends Command<UsernameRecord> {
  static readonly subject = 'identity.command.withdraw-username.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly usernameId!: string;
}

/** Who has, may soon have and had access to an account; nobody to one that is not corporate. */
export class ListUsernames extends Query<Page<UsernameRecord>> {
  static readonly subject = 'identity.query.list-usernames.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(usernameStates) readonly state?: UsernameState;
}
