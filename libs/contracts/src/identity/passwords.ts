import { Command } from '@nestjs/cqrs';
import { IsEmail, IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import { letterLanguages, type LetterLanguage } from './new-account.js';

/** Sends a link to choose a new password to an address that signs in. Answers alike, and as fast, whoever has the address. */
export class RequestPasswordReset extends Command<{ sent: true }> {
  static readonly subject = 'identity.command.request-password-reset.v1';
  static readonly senders = ['gateway'] as const;
  @IsEmail() @MaxLength(254) readonly email!: string;
  @IsOptional() @IsIn(letterLanguages) readonly language?: LetterLanguage;
  @IsString() @MaxLength(64) readonly address!: string; // The peer's network address.
}

/** Chooses a new password by the link of the letter: works once and within an hour, and ends every session. Else `identity.no-such-reset`. */
export class ResetPassword extends Command<{ reset: true }> {
  static readonly subject = 'identity.command.reset-password.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @MaxLength(200) readonly token!: string;
  @IsString() @Length(12, 200) readonly password!: string;
}

/** Changes the password of whoever is signed in, and ends every other session. */
export class ChangePassword extends Command<{ changed: true }> {
  static readonly subject = 'identity.command.change-password.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly sessionId!: string; // The one that stays.
  @IsString() @Length(1, 200) readonly password!: string;
  @IsString() @Length(12, 200) readonly newPassword!: string;
  @IsString() @MaxLength(64) readonly address!: string;
}

/** Ends every session of whoever is signed in, this one too. */
export class SignOutEverywhere extends Command<{ ended: number }> {
  static readonly subject = 'identity.command.sign-out-everywhere.v1';
  static readonly senders = ['gateway'] as const;
}

/** Asks to sign in with another address from now on (ID-17): a code goes there, whether or not somebody else has it. */
export class RequestUsername extends Command<{ sent: true }> {
  static readonly subject = 'identity.command.request-username.v1';
  static readonly senders = ['gateway'] as const;
  @IsEmail() @MaxLength(254) readonly username!: string;
  @IsString() @Length(1, 200) readonly password!: string;
  @IsOptional() @IsIn(letterLanguages) readonly language?: LetterLanguage;
  @IsString() @MaxLength(64) readonly address!: string;
}

/** Proves the new address by the code: it is the username from now on. */
export class ChangeUsername extends Command<{ username: string }> {
  static readonly subject = 'identity.command.change-username.v1';
  static readonly senders = ['gateway'] as const;
  @Matches(/^\d{6}$/) readonly code!: string;
}
