import { Command, Query } from '@nestjs/cqrs';
import { IsString, Length, Matches, MaxLength } from 'class-validator';

/** Whether whoever asks shows a second factor when they sign in. */
export interface SecondFactorRecord {
  on: boolean;
  recoveryCodesLeft: number;
}

export class GetSecondFactor extends Query<SecondFactorRecord> {
  static readonly subject = 'identity.query.get-second-factor.v1';
  static readonly senders = ['gateway'] as const;
}

/** A new secret for an authenticator; nothing is asked for until a code of it was confirmed. The password is asked for, and slowed as at sign-in. */
export class StartSecondFactor extends Command<{ secret: string; uri: string }> {
  static readonly subject = 'identity.command.start-second-factor.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @Length(1, 200) readonly password!: string;
  @IsString() @MaxLength(64) readonly address!: string;
}

/** From now on signing in takes a code. The recovery codes are shown in this answer and never again; each works once. */
export class ConfirmSecondFactor extends Command<{ recoveryCodes: string[] }> {
  static readonly subject = 'identity.command.confirm-second-factor.v1';
  static readonly senders = ['gateway'] as const;
  @Matches(/^\d{6}$/) readonly code!: string;
}

/** Takes the password and a code of it, or a recovery code. */
export class RemoveSecondFactor extends Command<{ removed: true }> {
  static readonly subject = 'identity.command.remove-second-factor.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @Length(1, 200) readonly password!: string;
  @IsString() @Length(6, 40) readonly code!: string;
  @IsString() @MaxLength(64) readonly address!: string;
}
