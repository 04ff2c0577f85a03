import { ageOn, type LocalDate } from '#kernel/dates';
import type { Fault } from '#kernel/domain-error';
import { AccountInvalid, OwnerUnderAge } from './client.errors.js';
import { fullNameKey, nameKey } from './comparable.js';

/*
 * Who may own an account (ID-1, ID-4): somebody of 18 or over; who tells no birth date counts as one. What is told is stored as it
 * was typed but for surrounding and doubled spaces.
 */

export interface OwnerTold {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate?: LocalDate;
  readonly phone?: string;
}

export interface NewOwner {
  readonly firstName: string;
  readonly lastName: string;
  readonly firstKey: string;
  readonly lastKey: string;
  readonly birthDate: LocalDate | null;
  readonly phone: string | null;
}

export const adultAge = 18;

/** The owner as stored, or every fault of what was told. */
export function newOwner(told: OwnerTold, today: LocalDate): NewOwner {
  const owner = newMember(told, today);
  if (isUnderAge(owner, today)) throw new OwnerUnderAge();
  return owner;
}

/** Who tells no birth date counts as an adult (ID-4). */
export const isUnderAge = ({ birthDate }: { readonly birthDate: LocalDate | null }, today: LocalDate): boolean =>
  birthDate !== null && ageOn(birthDate, today) < adultAge;

/** The same for a member, of any age (ID-1). */
export function newMember(told: OwnerTold, today: LocalDate): NewOwner {
  const faults = faultsOf(told, today);
  if (faults.length > 0) throw new AccountInvalid(faults);
  const [firstName, lastName] = [tidy(told.firstName), tidy(told.lastName)];
  return {
    firstName,
    lastName,
    firstKey: nameKey(firstName),
    lastKey: nameKey(lastName),
    birthDate: told.birthDate ?? null,
    phone: told.phone === undefined ? null : tidy(told.phone),
  };
}

/** A person's name as the two keys under which it may stand in a list: people give their names in either order. */
export function nameKeysOf(firstName: string, lastName: string): string[] {
  const [firstKey, lastKey] = [nameKey(tidy(firstName)), nameKey(tidy(lastName))];
  return [...new Set([fullNameKey({ firstKey, lastKey }), fullNameKey({ firstKey: lastKey, lastKey: firstKey })])];
}

function faultsOf({ firstName, lastName, birthDate, phone }: OwnerTold, today: LocalDate): Fault[] {
  const faults: Fault[] = [];
  const refuse = (pointer: string, code: string, detail: string) => void faults.push({ pointer, code, detail });
  for (const [pointer, name] of [
    ['/firstName', firstName],
    ['/lastName', lastName],
  ]) {
    if (unprintable.test(name)) refuse(pointer, 'identity.unprintable-text', 'Control and direction characters are no part of a name');
    else if (!/\p{L}/u.test(name)) refuse(pointer, 'identity.name-missing', 'A name has a letter at least');
  }
  if (phone !== undefined && (unprintable.test(phone) || !/\d/.test(phone)))
    refuse('/phone', 'identity.phone-unreadable', 'A phone number has a digit at least');
  if (birthDate !== undefined && (birthDate < '1900-01-01' || birthDate > today))
    refuse('/birthDate', 'identity.birth-date-out-of-range', 'A birth date is between 1900 and today');
  return faults;
}

export const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/u;

export const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
