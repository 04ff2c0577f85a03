import type { LocalDate } from '#kernel/dates';
import type { MatchReason } from '#contracts/identity/match-people.query';
import { areNearIdentical, type FoldedName } from './similar-names.js';

/*
 * Whether a row of a file is somebody the federation knows already (IMP-8, IMP-10). Somebody with the same name, birth date
 * and gender is the same person; somebody who only looks alike is for the operator to decide, never merged in silence.
 * A missing field is unknown: neither agreement nor difference. Reasons name what was compared, never its value (ID-3).
 */

/** What matching looks at; names folded by `foldName` (IMP-9). */
export interface Comparable extends FoldedName {
  readonly gender: 'M' | 'F' | null;
  readonly birthDate: LocalDate | null;
}

interface Clause {
  readonly reason: MatchReason;
  /** How much likelier than the clauses below it that it is one person: candidates are shown in this order. */
  readonly weight: number;
  readonly holds: (a: Comparable, b: Comparable) => boolean;
}

const clauses: readonly Clause[] = [
  { reason: 'exact', weight: 100, holds: (a, b) => sameNames(a, b) && sameBirthDate(a, b) && sameGender(a, b) },
  { reason: 'same-name-and-birth-date', weight: 80, holds: (a, b) => sameNames(a, b) && sameBirthDate(a, b) && !sameGender(a, b) },
  { reason: 'names-swapped', weight: 70, holds: (a, b) => namesSwapped(a, b) && sameBirthDate(a, b) },
  { reason: 'day-and-month-swapped', weight: 60, holds: (a, b) => sameNames(a, b) && dayAndMonthSwapped(a, b) },
  // Two differences at once, a slip and the other gender, are two people: Michel and Michèle, Alexandre and Alexandra.
  { reason: 'similar-name', weight: 50, holds: (a, b) => areNearIdentical(a, b) && sameBirthDate(a, b) && !otherGender(a, b) },
];

/** Why two records may be one person; empty when nothing says so. Symmetric. */
export const reasonsToMatch = (a: Comparable, b: Comparable): MatchReason[] =>
  clauses.filter((clause) => clause.holds(a, b)).map((clause) => clause.reason);

export interface Judged<T> {
  readonly verdict: 'match' | 'possible';
  readonly candidates: { readonly candidate: T; readonly because: MatchReason[] }[];
}

const mostCandidates = 5;

/**
 * The verdict on a row, among those a search brought: one exact match is the person, whoever else looks alike, so that a known
 * twin asks nothing; several exact ones, or near ones alone, are for the operator. Undefined: somebody new. Candidates keep
 * the order they came in where their reasons weigh the same.
 */
export function judge<T extends Comparable>(row: Comparable, found: readonly T[]): Judged<T> | undefined {
  const candidates = found
    .map((candidate) => ({ candidate, because: reasonsToMatch(row, candidate) }))
    .filter(({ because }) => because.length > 0)
    .sort((a, b) => weightOf(b.because) - weightOf(a.because));
  if (candidates.length === 0) return undefined;

  const exact = candidates.filter(({ because }) => because.includes('exact'));
  if (exact.length === 1 && !mixesScripts(row)) return { verdict: 'match', candidates: exact };
  return { verdict: 'possible', candidates: candidates.slice(0, mostCandidates) };
}

/** The exact rule as a key, for finding equals in one look; undefined where something it needs is unknown. */
export function exactKeyOf({ firstKey, lastKey, gender, birthDate }: Comparable): string | undefined {
  if (!known(firstKey, lastKey) || gender === null || birthDate === null) return undefined;
  return [lastKey, firstKey, birthDate, gender].join('\u001f');
}

/** A Cyrillic "а" in a Latin name reads the same and is another: such a name is never merged without asking. */
export const mixesScripts = ({ firstKey, lastKey }: FoldedName): boolean =>
  [firstKey, lastKey].some((name) => latin.test(name) && otherLetter.test(name));

/** The day with day and month exchanged, where the calendar has it and it is another day. */
export function withDayAndMonthSwapped(day: LocalDate): LocalDate | undefined {
  const [year, month, dayOfMonth] = day.split('-');
  return month !== dayOfMonth && Number(dayOfMonth) <= 12 ? `${year}-${dayOfMonth}-${month}` : undefined;
}

const known = (...names: string[]): boolean => names.every((name) => name !== '');
const sameNames = (a: Comparable, b: Comparable): boolean =>
  known(a.firstKey, a.lastKey) && a.firstKey === b.firstKey && a.lastKey === b.lastKey;
const namesSwapped = (a: Comparable, b: Comparable): boolean =>
  known(a.firstKey, a.lastKey) && a.firstKey !== a.lastKey && a.firstKey === b.lastKey && a.lastKey === b.firstKey;
const sameBirthDate = (a: Comparable, b: Comparable): boolean => a.birthDate !== null && a.birthDate === b.birthDate;
const dayAndMonthSwapped = (a: Comparable, b: Comparable): boolean =>
  a.birthDate !== null && b.birthDate !== null && withDayAndMonthSwapped(a.birthDate) === b.birthDate;
const sameGender = (a: Comparable, b: Comparable): boolean => a.gender !== null && a.gender === b.gender;
const otherGender = (a: Comparable, b: Comparable): boolean => a.gender !== null && b.gender !== null && a.gender !== b.gender;

const weightOf = (because: readonly MatchReason[]): number =>
  Math.max(...clauses.filter(({ reason }) => because.includes(reason)).map(({ weight }) => weight));

const latin = /\p{Script=Latin}/u;
const otherLetter = /(?!\p{Script=Latin})\p{L}/u;
