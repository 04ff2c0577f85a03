import { Command, Query } from '@nestjs/cqrs';
import { IsDay } from '../days.js';
import { IsEmail, IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { letterLanguages, type LetterLanguage } from './new-account.js';
import type { SessionOpened } from './sessions.command.js';

/** Whether the owner can sign in: no, asked to by letter, or yes. */
export const activationStates = ['none', 'requested', 'active'] as const;
export type ActivationState = (typeof activationStates)[number];

export interface ActivationRecord {
  state: ActivationState;
  requestedAt: string | null; // The last request that still holds.
  expiresAt: string | null;
  username: string | null; // What the owner signs in with: the client's own to change, never the staff's (ID-17).
}

/** Writes to an owner who cannot sign in yet; an earlier link works no more (ID-13). */
export class RequestActivation extends Command<ActivationRecord> {
  static readonly subject = 'identity.command.request-activation.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
}

/** The same to every client since a day whose owner has an address and cannot sign in yet, imported ones too (ID-13). */
export class RequestActivations extends Command<{ requested: number }> {
  static readonly subject = 'identity.command.request-activations.v1';
  static readonly senders = ['gateway'] as const;
  @IsDay() readonly createdAfter!: LocalDate; // From the day after on, by the organization's calendar.
}

/** What a link from a letter is for. */
export interface LinkRecord {
  organizationName: string;
  firstName: string;
  email: string;
  expiresAt: string;
}

/** What is behind an activation link that still works; otherwise `identity.no-such-link`, whatever is the matter with it. */
export class GetActivationLink extends Query<LinkRecord> {
  static readonly subject = 'identity.query.get-activation-link.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @MaxLength(200) readonly token!: string;
}

/** The client has validated the address and chooses a password (ID-12): the link is spent, a session opened. */
export class Activate extends Command<SessionOpened> {
  static readonly subject = 'identity.command.activate.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @MaxLength(200) readonly token!: string;
  @IsString() @Length(12, 200) readonly password!: string;
}

/** Sends a six-digit code to somebody who wants to become a client, and voids the earlier one (ID-15). Answers alike whoever it is. */
export class RequestSignUpCode extends Command<{ sent: true }> {
  static readonly subject = 'identity.command.request-sign-up-code.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsEmail() @MaxLength(254) readonly email!: string;
  @IsOptional() @IsIn(letterLanguages) readonly language?: LetterLanguage;
  @IsString() @MaxLength(64) readonly address!: string; // The peer's network address.
}

/** Becomes a client of an organization, with an address that the code has proven. Opens a session. */
export class SignUp extends Command<SessionOpened & { accountId: Uuid }> {
  static readonly subject = 'identity.command.sign-up.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsEmail() @MaxLength(254) readonly email!: string;
  @Matches(/^\d{6}$/) readonly code!: string;
  @IsString() @Length(1, 100) readonly firstName!: string;
  @IsString() @Length(1, 100) readonly lastName!: string;
  @IsOptional() @IsDay() readonly birthDate?: LocalDate;
  @IsOptional() @IsString() @Length(1, 50) readonly phone?: string;
  @IsString() @Length(12, 200) readonly password!: string;
  @IsString() @MaxLength(64) readonly address!: string;
}
