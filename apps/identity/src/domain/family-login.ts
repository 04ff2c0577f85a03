import { ageOn, type LocalDate } from '#kernel/dates';
import { BirthDateNeeded, TooYoung } from './family-login.errors.js';

/*
 * Logins of members to the account of their family (ID-21): from 14 on, by an invitation of ten days. Somebody whose birth date nobody
 * told counts as an adult where they own an account (ID-4), not here: a child would.
 */

export const ownLoginAge = 14;
const lastsMs = 10 * 86_400_000;

/** Refuses whoever is too young for a login of their own. */
export function checkOldEnough(birthDate: LocalDate | null, today: LocalDate): void {
  if (birthDate === null) throw new BirthDateNeeded();
  if (ageOn(birthDate, today) < ownLoginAge) throw new TooYoung({ atLeast: ownLoginAge });
}

/** Until when an invitation can be accepted. */
export const lastsUntil = (invitedAt: Date): Date => new Date(invitedAt.getTime() + lastsMs);

export const invitationState = ({ expiresAt }: { readonly expiresAt: Date }, now: Date): 'waiting' | 'expired' =>
  expiresAt <= now ? 'expired' : 'waiting';
