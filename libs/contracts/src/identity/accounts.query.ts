import { Query } from '@nestjs/cqrs';
import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';
import type { ActivationRecord } from './activation.js';
import type { Communication } from './corporate-accounts.js';
import type { ConsentState } from './invitations.js';
import type { LetterLanguage } from './new-account.js';

/** Nobody asks for it but a form or an offer for some; null: not specified (ID-6). `undisclosed`: prefers not to say. */
export const genders = ['M', 'F', 'undisclosed'] as const;
export type Gender = (typeof genders)[number];

/** What one organization holds of a person: private to it (ID-3). */
export interface Profile {
  address: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
  country: string | null;
  phone: string | null;
  email: string | null;
  gender: Gender | null;
}

/** A person as the acting organization may see one: the shared fields, and its own profile or null. */
export interface PersonRecord {
  id: Uuid;
  number: string; // "P3368003" (ID-5)
  firstName: string;
  lastName: string;
  birthDate: LocalDate | null;
  profile: Profile | null;
  extraEmails: string[]; // Beside the profile's own: of somebody who was merged into this person (ID-24).
  language: LetterLanguage | null; // Of letters to this person; the organization's own when null.
  version: number | null; // Of the profile; null without one. Also the ETag.
  sharedVersion: number; // Of what is shared: names and birth date.
  picture: boolean;
  accountIds: Uuid[]; // The acting organization's clients only.
  importId: Uuid | null; // The acting organization's import that made the person.
  archivedAt: string | null; // Withdrawn, and hidden by default (ID-22).
}

/** A member of an account, by what is shared of them (ID-3). */
export interface AccountMember {
  personId: Uuid;
  number: string; // ID-5
  firstName: string;
  lastName: string;
  birthDate: LocalDate | null;
  picture: boolean;
}

/** A client account as the acting organization knows it. */
export interface AccountRecord {
  id: Uuid;
  clientId: Uuid;
  owner: { personId: Uuid | null; name: string; placeholder: boolean }; // IMP-7: a placeholder cannot sign in and waits for completion.
  members: AccountMember[];
  email: string | null; // Where the acting organization writes to the owner: its own to change, unlike the username (ID-17).
  corporate: Communication | null; // Of an account that stands for an organization (ID-7): it has usernames instead of an owner.
  activation: ActivationRecord;
  consent: ConsentState; // What the owner lets the acting organization see (ID-9).
  importId: Uuid | null; // The import that made this client.
  createdAt: string;
  archivedAt: string | null;
}

export class GetPerson extends Query<PersonRecord> {
  static readonly subject = 'identity.query.get-person.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly personId!: string;
}

export class ListPeople extends Query<Page<PersonRecord>> {
  static readonly subject = 'identity.query.list-people.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly importId?: string; // Those the import created or reused.
  @IsOptional() @IsBoolean() readonly showArchived?: boolean;
}

export class GetAccount extends Query<AccountRecord> {
  static readonly subject = 'identity.query.get-account.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
}

export class ListAccounts extends Query<Page<AccountRecord>> {
  static readonly subject = 'identity.query.list-accounts.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly importId?: string;
  @IsOptional() @IsBoolean() readonly showArchived?: boolean;
}
