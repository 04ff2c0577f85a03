import { Command, Query } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { letterLanguages, type LetterLanguage } from './new-account.js';
import type { SessionOpened } from './sessions.command.js';

/** What a provider of OpenID Connect is called here: by people, and in addresses. */
export interface SignInProviderRecord {
  provider: string;
  name: string;
}

export const providerId = /^[a-z][a-z0-9-]{0,29}$/;
const flowSecret = /^tpf_[\w-]{43}$/;

/** A visit to a provider that has begun: where to send the browser, and the secret that only this browser keeps until it is back. */
export interface ProviderVisit {
  authorizationUrl: string;
  flow: string;
  expiresAt: string;
}

/** A provider as whoever is signed in sees it. */
export interface OwnProviderRecord extends SignInProviderRecord {
  linkedAt: string | null; // Null: not linked.
  lastUsedAt: string | null;
}

/** What a browser brings back from a provider, as its address says. Never kept, never logged. */
export interface BroughtBack {
  readonly provider: string;
  readonly flow: string;
  readonly code: string;
  readonly state: string;
  readonly iss?: string; // Who answered, where the provider says it (RFC 9207).
}

/** The providers of this installation; none where none is configured. */
export class ListSignInProviders extends Query<{ data: SignInProviderRecord[] }> {
  static readonly subject = 'identity.query.list-sign-in-providers.v1';
  static readonly senders = ['gateway'] as const;
}

/** Begins to sign in through a provider. Fails with `identity.no-such-provider` or, when it does not answer, `identity.provider-unavailable`. */
export class StartProviderSignIn extends Command<ProviderVisit> {
  static readonly subject = 'identity.command.start-provider-sign-in.v1';
  static readonly senders = ['gateway'] as const;
  @Matches(providerId) readonly provider!: string;
}

/**
 * Opens a session for whoever the provider vouches for, where they linked it before. Otherwise `identity.provider-not-linked`, whatever
 * address they have; `identity.provider-refused` for anything that does not hold. With a second factor it fails with
 * `identity.second-factor-needed` and is sent again, the same with a `factor`.
 */
export class FinishProviderSignIn extends Command<SessionOpened> implements BroughtBack {
  static readonly subject = 'identity.command.finish-provider-sign-in.v1';
  static readonly senders = ['gateway'] as const;
  @Matches(providerId) readonly provider!: string;
  @Matches(flowSecret) readonly flow!: string;
  @IsString() @Length(1, 2_000) readonly code!: string;
  @IsString() @Length(1, 200) readonly state!: string;
  @IsOptional() @IsString() @MaxLength(500) readonly iss?: string;
  @IsOptional() @IsString() @Length(6, 40) readonly factor?: string; // Six digits of the second factor, or a recovery code.
}

export class ListOwnProviders extends Query<{ data: OwnProviderRecord[] }> {
  static readonly subject = 'identity.query.list-own-providers.v1';
  static readonly senders = ['gateway'] as const;
}

/** Begins to link a provider to the sign-in of whoever asks. Takes the password: an open session alone opens no second door. */
export class StartProviderLink extends Command<ProviderVisit> {
  static readonly subject = 'identity.command.start-provider-link.v1';
  static readonly senders = ['gateway'] as const;
  @Matches(providerId) readonly provider!: string;
  @IsString() @Length(1, 200) readonly password!: string;
  @IsString() @MaxLength(64) readonly address!: string;
}

/** Links whoever the provider vouches for to the sign-in of whoever began. A letter tells its address. */
export class FinishProviderLink extends Command<OwnProviderRecord> implements BroughtBack {
  static readonly subject = 'identity.command.finish-provider-link.v1';
  static readonly senders = ['gateway'] as const;
  @Matches(providerId) readonly provider!: string;
  @Matches(flowSecret) readonly flow!: string;
  @IsString() @Length(1, 2_000) readonly code!: string;
  @IsString() @Length(1, 200) readonly state!: string;
  @IsOptional() @IsString() @MaxLength(500) readonly iss?: string;
  @IsOptional() @IsIn(letterLanguages) readonly language?: LetterLanguage; // Of the letter.
}

export class RemoveProviderLink extends Command<{ removed: true }> {
  static readonly subject = 'identity.command.remove-provider-link.v1';
  static readonly senders = ['gateway'] as const;
  @Matches(providerId) readonly provider!: string;
}
