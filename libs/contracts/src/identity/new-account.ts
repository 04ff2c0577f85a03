import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsEmail, IsIn, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { AccountRecord } from './accounts.query.js';

/** What letters are written in. */
export const letterLanguages = ['en', 'fr', 'nl'] as const;
export type LetterLanguage = (typeof letterLanguages)[number];

/** An account that may be the one somebody is about to create: of the acting organization's own list. */
export interface KnownAccount {
  accountId: Uuid;
  ownerName: string;
}

/**
 * What the e-mail step finds (ID-8): no address, a client already (and which), known elsewhere in the system and to be invited, or
 * new. Nothing else is told of somebody known elsewhere.
 */
export type EmailOutcome = { outcome: 'invalid' | 'elsewhere' | 'new' } | { outcome: 'mine'; accountId: Uuid };

export interface AccountCheck {
  email: EmailOutcome | null; // Null: not asked.
  names: KnownAccount[]; // Clients of the same name (ID-10).
}

/** The first two steps of creating an account, before anything is created: the address (ID-8) and the name (ID-10). */
export class CheckAccount extends Query<AccountCheck> {
  static readonly subject = 'identity.query.check-account.v1';
  static readonly senders = ['gateway'] as const;
  @IsOptional() @IsString() @MaxLength(320) readonly email?: string; // Whether it is one is the first thing that is checked.
  @IsOptional() @IsString() @Length(1, 100) readonly firstName?: string;
  @IsOptional() @IsString() @Length(1, 100) readonly lastName?: string;
}

/** What a new account is told to lack; it exists all the same (ID-4, ID-11). */
export const accountWarnings = ['identity.cannot-sign-in', 'identity.assumed-adult'] as const;
export type AccountWarning = (typeof accountWarnings)[number];

export type CreatedAccount = AccountRecord & { warnings: AccountWarning[] };

/**
 * Creates an account with its owner, as a client of the acting organization. Refused for an address that is a client already
 * (`identity.already-client`) or known elsewhere (`identity.known-elsewhere`), for an owner under age (`identity.owner-under-age`),
 * and for the name of a client (`identity.name-known`) unless `createAnyway`, which is recorded. With an address the owner is
 * written to (ID-12).
 */
export class CreateAccount extends Command<CreatedAccount> {
  static readonly subject = 'identity.command.create-account.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
  @IsString() @Length(1, 100) readonly firstName!: string;
  @IsString() @Length(1, 100) readonly lastName!: string;
  @IsOptional() @IsEmail() @MaxLength(254) readonly email?: string;
  @IsOptional() @IsDay() readonly birthDate?: LocalDate;
  @IsOptional() @IsString() @Length(1, 50) readonly phone?: string;
  @IsOptional() @IsIn(['M', 'F']) readonly gender?: 'M' | 'F';
  @IsOptional() @IsIn(letterLanguages) readonly language?: LetterLanguage; // The organization's own when absent.
  @IsOptional() @IsBoolean() readonly createAnyway?: boolean;
}
