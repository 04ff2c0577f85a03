import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsEmail, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import { genders, type AccountMember, type AccountRecord, type Gender, type PersonRecord } from './accounts.query.js';
import { AreAnswers, type AnswerToSave } from './forms.js';
import { letterLanguages, type LetterLanguage } from './new-account.js';

/** Adds somebody of any age to a client's account (ID-1). A member of the same name is `identity.name-known` unless `createAnyway`. */
export class AddMember extends Command<PersonRecord> {
  static readonly subject = 'identity.command.add-member.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly personId!: string;
  @IsUUID('all') readonly accountId!: string;
  @IsString() @Length(1, 100) readonly firstName!: string;
  @IsString() @Length(1, 100) readonly lastName!: string;
  @IsOptional() @IsDay() readonly birthDate?: LocalDate;
  @IsOptional() @IsIn(['M', 'F']) readonly gender?: 'M' | 'F';
  @IsOptional() @IsEmail() @MaxLength(254) readonly email?: string;
  @IsOptional() @IsString() @Length(1, 50) readonly phone?: string;
  @IsOptional() @IsBoolean() readonly createAnyway?: boolean;
}

/**
 * Changes what the acting organization itself holds of a person: what is left out stays, null empties it. Nobody else sees any of it
 * (ID-3); the address letters go to is among it, the username is not (ID-17). `version` is the one the editor saw, else
 * `identity.stale-profile`. Refused with `identity.questions-unanswered` while a required question of any form waits (ID-19).
 */
export class ChangeProfile extends Command<PersonRecord> {
  static readonly subject = 'identity.command.change-profile.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly personId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsString() @MaxLength(500) readonly address?: string | null;
  @IsOptional() @IsString() @MaxLength(100) readonly city?: string | null;
  @IsOptional() @IsString() @MaxLength(100) readonly province?: string | null;
  @IsOptional() @IsString() @MaxLength(50) readonly postalCode?: string | null;
  @IsOptional() @IsString() @MaxLength(100) readonly country?: string | null;
  @IsOptional() @IsString() @MaxLength(50) readonly phone?: string | null;
  @IsOptional() @IsEmail() @MaxLength(254) readonly email?: string | null;
  @IsOptional() @IsIn(genders) readonly gender?: Gender | null;
  @IsOptional() @IsIn(letterLanguages) readonly language?: LetterLanguage | null;
  @IsOptional() @AreAnswers() readonly answers?: AnswerToSave[]; // To the organization's forms.
}

/** Archives a client, or brings it back (ID-22): hidden by default, nothing lost. Doing it twice changes nothing. */
export class ArchiveAccount extends Command<AccountRecord> {
  static readonly subject = 'identity.command.archive-account.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
  @IsBoolean() readonly archived!: boolean;
}

/** An account that somebody signs in to, with who is in it and which organizations know it. */
export interface OwnAccountRecord {
  accountId: Uuid;
  owner: boolean; // Or a member with a login of their own.
  corporateName: string | null; // Of the organization it stands for (ID-7).
  members: AccountMember[];
  organizations: { clientId: Uuid; name: string }[];
}

/** The accounts of whoever is signed in. */
export class ListOwnAccounts extends Query<{ data: OwnAccountRecord[] }> {
  static readonly subject = 'identity.query.list-own-accounts.v1';
  static readonly senders = ['gateway'] as const;
}
