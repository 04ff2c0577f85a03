import { Command } from '@nestjs/cqrs';
import { IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import type { Uuid } from '../caller.js';

/** What a client gets for signing in. The gateway adds the access token; identity only knows the session. */
export interface SessionOpened {
  sessionId: Uuid;
  refreshToken: string; // Shown once; stored hashed and rotated at each use.
  refreshExpiresAt: string;
  userId: Uuid;
}

/**
 * Opens a session by e-mail and password. Fails with `identity.sign-in-refused`, alike for unknown address and wrong password; with a
 * second factor and without its code, with `identity.second-factor-needed`.
 */
export class SignIn extends Command<SessionOpened> {
  static readonly subject = 'identity.command.sign-in.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @MaxLength(254) readonly email!: string;
  @IsString() @Length(1, 200) readonly password!: string;
  @IsString() @MaxLength(64) readonly address!: string; // The peer's network address: attempts are slowed per account and address.
  @IsOptional() @IsString() @Length(6, 40) readonly code?: string; // Of the second factor, or a recovery code.
}

/** Rotates a refresh token. Reuse of a spent one ends the whole family: `identity.session-ended`. */
export class RefreshSession extends Command<SessionOpened> {
  static readonly subject = 'identity.command.refresh-session.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @MaxLength(200) readonly refreshToken!: string;
}

/** Ends a session at once, its refresh tokens with it. Ending an ended one changes nothing. */
export class SignOut extends Command<{ ended: boolean }> {
  static readonly subject = 'identity.command.sign-out.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly sessionId!: string;
}
