import type { LocalDate } from '#kernel/dates';
import { withDayAndMonthSwapped } from '../match.js';
import { soundOf } from './sound.js';
import { firstSounds, type Portrait, type SpokenName } from './traits.js';

/*
 * Under which keys a record is found. Two records that might be one person share one, whatever single thing is wrong with either:
 *
 *   birth date + how a name sounds      the other name is misspelt, another one (maiden name), or in the other's place
 *   birth date + initials               both names are misspelt
 *   how first and last name sound       the birth date is wrong or unknown; in either order
 *
 * A key is a number, so that an index holds millions of them; that two keys share a number now and then costs one comparison.
 */

/** The keys a record is kept under. */
export function keysOf(person: Portrait): number[] {
  const keys = namesTogether(person);
  if (person.birthDate) datedKeys(person, person.birthDate, keys);
  return [...keys];
}

/** The keys a record is looked for under: also as if day and month were exchanged. */
export function lookupKeysOf(person: Portrait): number[] {
  const keys = namesTogether(person);
  if (person.birthDate) {
    datedKeys(person, person.birthDate, keys);
    const swapped = withDayAndMonthSwapped(person.birthDate);
    if (swapped) datedKeys(person, swapped, keys);
  }
  return [...keys];
}

/** A birth date as a number, 0 for unknown: what an index can compare. */
export const birthNumber = (day: LocalDate | null): number => (day === null ? 0 : Number(day.replaceAll('-', '')));

function datedKeys({ first, last }: Portrait, birthDate: LocalDate, keys: Set<number>): void {
  const day = birthDate.replaceAll('-', '');
  for (const sound of wordSounds(last)) keys.add(hash(`${day}|${sound}`));
  for (const sound of [...firstSounds(first), ...wordSounds(first)]) keys.add(hash(`${day}|${sound}`));
  const initials = [first, last].map(({ core }) => (core[0] ?? '').slice(0, 1)).sort();
  keys.add(hash(`${day}#${initials.join('')}`));
}

function namesTogether({ first, last }: Portrait): Set<number> {
  const keys = new Set<number>();
  for (const given of firstSounds(first)) for (const family of wordSounds(last)) keys.add(hash([given, family].sort().join('+')));
  return keys;
}

/** How the whole sounds, and each of its words of weight: compound names are often given in part. */
const wordSounds = ({ sound, core }: SpokenName): string[] => [sound, ...core.slice(0, 3).map(soundOf)];

/** FNV-1a over the letters, as PostgreSQL's integer; mixed once more, because its low bits alone are poor. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  return (state ^ (state >>> 13)) | 0;
}
