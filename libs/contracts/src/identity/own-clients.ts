import { Query } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import type { ActingOrganization, LocalDate, Uuid } from '../caller.js';
import type { Profile } from './accounts.query.js';
import type { ConsentState } from './invitations.js';
import type { LetterLanguage } from './new-account.js';

/*
 * What is somebody's own: their account as an organization has it. Who is signed in is in the signed token and nowhere else; whose
 * client it is, identity alone knows, and every service that keeps something of a client asks it before it shows any.
 */

/** The client as whoever is signed in has it. */
export interface OwnClient {
  clientId: Uuid;
  accountId: Uuid;
  userId: Uuid;
  personId: Uuid; // Who is signed in.
  owner: boolean; // Or a member with a login of their own, who sees what is theirs (ID-21).
  archived: boolean; // The organization has put the client away: what was issued stays to be seen, nothing is sold any more (ID-22).
  organization: ActingOrganization;
}

/** Whether a client is one of an account that the caller signs in to. Anybody else’s is `identity.no-such-client`, as one there is not. */
export class FindOwnClient extends Query<OwnClient> {
  static readonly subject = 'identity.query.find-own-client.v1';
  static readonly senders = ['memberships', 'billing'] as const;
  @IsUUID('all') readonly clientId!: string;
}

/** What nobody has told the organization yet. */
export const missingData = ['birthDate', 'address', 'phone', 'email'] as const;
export type MissingData = (typeof missingData)[number];

/** Somebody of one's own account: what all organizations share, and what this one holds (ID-3). */
export interface OwnMember {
  personId: Uuid;
  number: string;
  firstName: string;
  lastName: string;
  birthDate: LocalDate | null;
  picture: boolean;
  owner: boolean;
  profile: Profile | null; // Null: the organization holds nothing of them, or not any more (ID-9).
  language: LetterLanguage | null;
  profileVersion: number | null;
  missing: MissingData[];
}

export interface OwnClientRecord {
  clientId: Uuid;
  accountId: Uuid;
  organizationName: string;
  owner: boolean;
  consent: ConsentState;
  archived: boolean;
  members: OwnMember[];
}

/** One's own account as an organization has it: who is in it, what it holds of them, and what is still to be told. */
export class GetOwnClient extends Query<OwnClientRecord> {
  static readonly subject = 'identity.query.get-own-client.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
}
