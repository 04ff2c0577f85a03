import type { LocalDate } from '#kernel/dates';
import { foldName } from '#kernel/names';
import type { Comparable } from './match.js';
import type { FoldedName } from './similar-names.js';

/**
 * A name as it is compared and indexed (IMP-9). Some signs unfold to many letters; what lies beyond a hundred of them no longer
 * tells people apart.
 */
export function nameKey(name: string): string {
  const folded = foldName(name);
  return folded.length <= longestKey ? folded : Array.from(folded).slice(0, longestKey).join('').trimEnd();
}

const longestKey = 100;

/** First and last name as one key. */
export const fullNameKey = ({ firstKey, lastKey }: FoldedName): string => `${firstKey} ${lastKey}`;

/** Somebody in a file, as matching sees them. */
export const comparable = (person: {
  readonly firstName: string;
  readonly lastName: string;
  readonly gender: 'M' | 'F' | null;
  readonly birthDate: LocalDate | null;
}): Comparable => ({
  firstKey: nameKey(person.firstName),
  lastKey: nameKey(person.lastName),
  gender: person.gender,
  birthDate: person.birthDate,
});
