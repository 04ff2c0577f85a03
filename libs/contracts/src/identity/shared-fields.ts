import { Command } from '@nestjs/cqrs';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { PersonRecord } from './accounts.query.js';

/*
 * What every organization that knows a person shares of them (ID-3). Whoever changes it changes it everywhere.
 */

export const sharedFields = ['firstName', 'lastName', 'birthDate', 'picture'] as const;
export type SharedField = (typeof sharedFields)[number];

/**
 * Staff change what is shared of a member; what is left out stays, null empties a birth date. Refused with `identity.shared-unconfirmed`,
 * which names what would change everywhere, unless `confirmShared`. `version` is the `sharedVersion` the editor saw.
 */
export class ChangeSharedFields extends Command<PersonRecord> {
  static readonly subject = 'identity.command.change-shared-fields.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly personId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsString() @Length(1, 100) readonly firstName?: string;
  @IsOptional() @IsString() @Length(1, 100) readonly lastName?: string;
  @IsOptional() @IsDay() readonly birthDate?: LocalDate | null;
  @IsOptional() @IsBoolean() readonly confirmShared?: boolean;
}

/** A member of an account of one's own, as its owner keeps them. */
export interface OwnMemberRecord {
  personId: Uuid;
  number: string;
  firstName: string;
  lastName: string;
  birthDate: LocalDate | null;
  picture: boolean;
}

/** The owner of an account says what a member of it is called; whoever has a login of their own says it of themselves. */
export class ChangeOwnMember extends Command<OwnMemberRecord> {
  static readonly subject = 'identity.command.change-own-member.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
  @IsUUID('all') readonly personId!: string;
  @IsString() @Length(1, 100) readonly firstName!: string;
  @IsString() @Length(1, 100) readonly lastName!: string;
  @IsOptional() @IsDay() readonly birthDate?: LocalDate | null; // Null: nobody knows.
}

/** What is shared of a person has changed. Told to each organization that knows them by itself, and not by whom. */
export class SharedFieldsChanged {
  static readonly subject = 'identity.event.shared-fields-changed.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly organizationId!: string;
  @IsUUID('all') readonly personId!: string;
  @IsArray() @IsIn(sharedFields, { each: true }) readonly changed!: SharedField[];
}
