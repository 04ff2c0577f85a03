import { Command, Query } from '@nestjs/cqrs';
import { IsEmail, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import type { Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { IsRows, aText, oneOf } from '../rows.js';

/*
 * Whom to call about a client account (ID-20). A contact is no member of the account, and belongs to the one organization it was told to.
 */

export const contactTypes = ['emergency', 'guardian', 'pick-up', 'doctor', 'other'] as const;
export type ContactType = (typeof contactTypes)[number];

export const phoneKinds = ['mobile', 'home', 'work', 'other'] as const;
export interface ContactPhone {
  kind: (typeof phoneKinds)[number];
  number: string;
}

/** Where somebody lives; lines nobody told are null. */
export interface ContactAddress {
  address: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
  country: string | null;
}

export interface ContactRecord extends ContactAddress {
  id: Uuid;
  accountId: Uuid;
  name: string;
  relationship: string | null; // In words: "grandmother"
  type: ContactType;
  phones: ContactPhone[]; // The one to try first comes first.
  email: string | null;
  version: number;
}

const phones = { kind: oneOf(...phoneKinds), number: aText(50) };

/** Adds a contact to a client account whose owner has consented. */
export class AddContact extends Command<ContactRecord> {
  static readonly subject = 'identity.command.add-contact.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly contactId!: string;
  @IsUUID('all') readonly accountId!: string;
  @IsString() @Length(1, 200) readonly name!: string;
  @IsIn(contactTypes) readonly type!: ContactType;
  @IsOptional() @IsString() @MaxLength(100) readonly relationship?: string | null;
  @IsOptional() @IsRows(phones, { atMost: 5 }) readonly phones?: ContactPhone[];
  @IsOptional() @IsEmail() @MaxLength(254) readonly email?: string | null;
  @IsOptional() @IsString() @MaxLength(500) readonly address?: string | null;
  @IsOptional() @IsString() @MaxLength(100) readonly city?: string | null;
  @IsOptional() @IsString() @MaxLength(100) readonly province?: string | null;
  @IsOptional() @IsString() @MaxLength(50) readonly postalCode?: string | null;
  @IsOptional() @IsString() @MaxLength(100) readonly country?: string | null;
}

/** What is left out stays, null empties it. `version` is the one the editor saw, else `identity.stale-contact`. */
export class ChangeContact extends Command<ContactRecord> {
  static readonly subject = 'identity.command.change-contact.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly contactId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsString() @Length(1, 200) readonly name?: string;
  @IsOptional() @IsIn(contactTypes) readonly type?: ContactType;
  @IsOptional() @IsString() @MaxLength(100) readonly relationship?: string | null;
  @IsOptional() @IsRows(phones, { atMost: 5 }) readonly phones?: ContactPhone[];
  @IsOptional() @IsEmail() @MaxLength(254) readonly email?: string | null;
  @IsOptional() @IsString() @MaxLength(500) readonly address?: string | null;
  @IsOptional() @IsString() @MaxLength(100) readonly city?: string | null;
  @IsOptional() @IsString() @MaxLength(100) readonly province?: string | null;
  @IsOptional() @IsString() @MaxLength(50) readonly postalCode?: string | null;
  @IsOptional() @IsString() @MaxLength(100) readonly country?: string | null;
}

/** Forgets a contact: somebody else's name and numbers are kept no longer than they are needed. */
export class RemoveContact extends Command<ContactRecord> {
  static readonly subject = 'identity.command.remove-contact.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly contactId!: string;
}

export class GetContact extends Query<ContactRecord> {
  static readonly subject = 'identity.query.get-contact.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly contactId!: string;
}

/** The contacts of a client account, by name. */
export class ListContacts extends Query<Page<ContactRecord>> {
  static readonly subject = 'identity.query.list-contacts.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(500) readonly after?: string;
  @IsOptional() @IsIn(contactTypes) readonly type?: ContactType;
  @IsOptional() @IsIn(['name', '-name']) readonly sort?: 'name' | '-name';
}
