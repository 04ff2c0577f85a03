import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { OwnerUnderAge } from './client.errors.js';
import { isUnderAge } from './new-account.js';
import { NotAMember, OneAdult } from './ownership.errors.js';

/*
 * Who may become the owner of an account (ID-18): a member who is an adult, in an account with two of them. A contact is no member.
 * Who tells no birth date counts as an adult, as when an account is made (ID-4). A placeholder is nobody: one adult takes its place.
 */

export interface Member {
  readonly personId: Uuid;
  readonly birthDate: LocalDate | null;
}

export interface Account {
  readonly ownerId: Uuid | null; // Null: a placeholder.
  readonly members: readonly Member[];
}

export interface Standing {
  readonly because: 'is-owner' | 'under-age' | null;
  readonly assumedAdult: boolean;
}

const isAdult = (member: Member, today: LocalDate): boolean => !isUnderAge(member, today);

/** Whether the account could become a member's, and why not. */
export function standingOf(member: Member, ownerId: Uuid | null, today: LocalDate): Standing {
  const because = member.personId === ownerId ? 'is-owner' : isAdult(member, today) ? null : 'under-age';
  return { because, assumedAdult: member.birthDate === null };
}

/** Whether it can change hands at all. */
export function canChangeHands({ ownerId, members }: Account, today: LocalDate): boolean {
  const adults = members.filter((member) => isAdult(member, today));
  return adults.some(({ personId }) => personId !== ownerId) && (ownerId === null || adults.length >= 2);
}

/** Refuses to hand an account to somebody who may not own it. */
export function checkHeir(account: Account, heirId: Uuid, today: LocalDate): void {
  const heir = account.members.find(({ personId }) => personId === heirId);
  if (!heir) throw new NotAMember();
  if (!isAdult(heir, today)) throw new OwnerUnderAge();
  if (!canChangeHands(account, today)) throw new OneAdult();
}
