import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsEmail, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import type { Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { letterLanguages, type LetterLanguage } from './new-account.js';

/** What an owner lets an organization see besides the owner: all of the account, or nothing yet, refused, taken back (ID-9). */
export const consentStates = ['given', 'waiting', 'refused', 'withdrawn'] as const;
export type ConsentState = (typeof consentStates)[number];

export const invitationStates = ['waiting', 'accepted', 'refused', 'expired', 'withdrawn'] as const;
export type InvitationState = (typeof invitationStates)[number];

export interface InvitationRecord {
  id: Uuid;
  accountId: Uuid; // The owner's entry in the list of whoever invited, there at once.
  email: string;
  state: InvitationState;
  invitedAt: string;
  expiresAt: string;
  answeredAt: string | null;
}

/**
 * Invites the owner of an address that is known elsewhere (ID-8 c). The name is the one the inviter was told; where the network
 * knows the owner already, its own holds. Refused with `identity.not-known-elsewhere` for any other address.
 */
export class InviteOwner extends Command<InvitationRecord> {
  static readonly subject = 'identity.command.invite-owner.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly invitationId!: string;
  @IsEmail() @MaxLength(254) readonly email!: string;
  @IsString() @Length(1, 100) readonly firstName!: string;
  @IsString() @Length(1, 100) readonly lastName!: string;
  @IsOptional() @IsIn(letterLanguages) readonly language?: LetterLanguage;
}

/** Writes again, with a new link, to somebody who has not accepted. */
export class RemindInvited extends Command<InvitationRecord> {
  static readonly subject = 'identity.command.remind-invited.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly invitationId!: string;
}

/** Takes an invitation back that was not answered; the owner's entry stays. */
export class WithdrawInvitation extends Command<InvitationRecord> {
  static readonly subject = 'identity.command.withdraw-invitation.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly invitationId!: string;
}

export class GetInvitation extends Query<InvitationRecord> {
  static readonly subject = 'identity.query.get-invitation.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly invitationId!: string;
}

export class ListInvitations extends Query<Page<InvitationRecord>> {
  static readonly subject = 'identity.query.list-invitations.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

/** Who invites, as the letter said. A link that works no more is `identity.no-such-link`. */
export class GetInvitationLink extends Query<{ organizationName: string; expiresAt: string }> {
  static readonly subject = 'identity.query.get-invitation-link.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @MaxLength(200) readonly token!: string;
}

/** The owner's answer, by the link of the letter: consent, or none. */
export class AnswerInvitation extends Command<{ answer: 'accepted' | 'refused' }> {
  static readonly subject = 'identity.command.answer-invitation.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @MaxLength(200) readonly token!: string;
  @IsBoolean() readonly accept!: boolean;
}

/** An organization that knows an account of whoever is signed in, and what it may see. */
export interface ConsentRecord {
  clientId: Uuid;
  accountId: Uuid;
  organizationName: string;
  consent: ConsentState;
  since: string;
}

/** The organizations that know the accounts of whoever is signed in. */
export class ListConsents extends Query<{ data: ConsentRecord[] }> {
  static readonly subject = 'identity.query.list-consents.v1';
  static readonly senders = ['gateway'] as const;
}

/** The owner takes a consent back, or gives it: what an organization sees of the account changes at once. */
export class ChangeConsent extends Command<ConsentRecord> {
  static readonly subject = 'identity.command.change-consent.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsBoolean() readonly given!: boolean;
}
