import { Command, Query } from '@nestjs/cqrs';
import { IsEmail, IsIn, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import type { Uuid } from '../caller.js';
import { letterLanguages, type LetterLanguage } from './new-account.js';
import type { SessionOpened } from './sessions.command.js';

/*
 * Logins of members to the account of their family (ID-21): invited by its owner, theirs alone to use. With one, somebody sees and
 * changes what is theirs; everybody else's, and what is paid, stays the owner's.
 */

export const familyLoginStates = ['waiting', 'expired', 'active', 'withdrawn'] as const;
export type FamilyLoginState = (typeof familyLoginStates)[number];

export interface FamilyLoginRecord {
  accountId: Uuid;
  personId: Uuid;
  firstName: string;
  lastName: string;
  email: string; // Invited by, or signed in with.
  state: FamilyLoginState;
  invitedAt: string | null; // Null: nobody had to, as for an owner of before.
  expiresAt: string | null; // Of the invitation; null once it is accepted.
}

/** The owner invites a member of 14 or more, by letter. A newer invitation voids the earlier. */
export class InviteFamilyMember extends Command<FamilyLoginRecord> {
  static readonly subject = 'identity.command.invite-family-member.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
  @IsUUID('all') readonly personId!: string;
  @IsEmail() @MaxLength(254) readonly email!: string;
  @IsOptional() @IsIn(letterLanguages) readonly language?: LetterLanguage; // The organization's own when absent.
}

/** Invitations and logins of the accounts that the caller owns. */
export class ListFamilyLogins extends Query<{ data: FamilyLoginRecord[] }> {
  static readonly subject = 'identity.query.list-family-logins.v1';
  static readonly senders = ['gateway'] as const;
}

/** The owner takes a login back, or the invitation to one; it works no more at once. Doing it twice changes nothing. */
export class WithdrawFamilyLogin extends Command<FamilyLoginRecord> {
  static readonly subject = 'identity.command.withdraw-family-login.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
  @IsUUID('all') readonly personId!: string;
}

/** What a link is for, as its letter said. One that works no more is `identity.no-such-link`. */
export interface FamilyLoginLink {
  ownerName: string;
  firstName: string;
  email: string;
  expiresAt: string;
  signsIn: boolean; // The address has a sign-in already: accept signed in with it.
}

export class GetFamilyLoginLink extends Query<FamilyLoginLink> {
  static readonly subject = 'identity.query.get-family-login-link.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @MaxLength(200) readonly token!: string;
}

/** The invited choose a password: a sign-in of their own. Refused with `identity.sign-in-needed` where the address has one. */
export class StartFamilyLogin extends Command<SessionOpened> {
  static readonly subject = 'identity.command.start-family-login.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @MaxLength(200) readonly token!: string;
  @IsString() @Length(12, 200) readonly password!: string;
}

/** Or they accept signed in with the invited address, and the account is one more of theirs. */
export class JoinFamily extends Command<{ accountId: Uuid }> {
  static readonly subject = 'identity.command.join-family.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @MaxLength(200) readonly token!: string;
}
