import type { LocalDate } from '#kernel/dates';
import { foldName } from '#kernel/names';
import type { Comparable } from './match.js';

/** Somebody in a file, as matching sees them. */
export const comparable = (person: {
  readonly firstName: string;
  readonly lastName: string;
  readonly gender: 'M' | 'F' | null;
  readonly birthDate: LocalDate | null;
}): Comparable => ({
  firstKey: foldName(person.firstName),
  lastKey: foldName(person.lastName),
  gender: person.gender,
  birthDate: person.birthDate,
});
