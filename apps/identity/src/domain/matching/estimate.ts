import { builtInBeliefs, builtInModel, daysInYear, relatives, type Belief, type Beliefs, type Frequencies, type Model } from './model.js';
import type { BirthDateLevel } from './birth-date-level.js';
import type { NameLevel } from './name-levels.js';
import type { Portrait } from './traits.js';
import { measure, type Measured } from './weigh.js';

/*
 * Learns what a network's own records are like, without anybody saying which of them are the same (expectation maximization). How
 * common names and birth years are is counted; how records of one person differ is found by asking in turn how likely each pair is
 * one person, a family or two strangers under the present beliefs, and what to believe if it were so. Pairs come from the blocking
 * keys, which never bring some ways of differing: those are imagined as often as the present beliefs say, or what the keys cannot
 * see would be believed not to happen.
 */

/** Fewer people, or fewer pairs that are one person, teach nothing: the built-in beliefs hold. */
export const fewestPeople = 5000;
export const fewestMatches = 100;
const rounds = 30;
const worth = 40; // How many pairs the built-in beliefs count for beside what is seen.

export interface Counted {
  readonly key: string;
  readonly count: number;
}

/** How common each key is among `people`. Those that are hardly there at all are as rare as any other such name. */
export function frequenciesOf(counted: readonly Counted[], people: number, most = 20_000): Frequencies {
  const kept = counted.filter(({ count }) => count >= 3).sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  const listed = kept.slice(0, most);
  return { of: Object.fromEntries(listed.map(({ key, count }) => [key, count / people])), other: 1 / Math.max(people, 10_000) };
}

/** Birth years, smoothed: nobody is born in a year that does not happen. */
export function yearsOf(counted: readonly Counted[], people: number): Frequencies {
  const of = Object.fromEntries(counted.map(({ key, count }) => [key, (count + 1) / (people + 120)]));
  return { of, other: 1 / (people + 120) };
}

export interface Counts {
  readonly people: number;
  readonly firstNames: Frequencies;
  readonly lastNames: Frequencies;
  readonly years: Frequencies;
}

/** Learns from pairs that share a key. `before` is where it starts, and what stays where there is too little to learn from. */
export function estimate(
  pairs: Iterable<readonly [Portrait, Portrait]>,
  counts: Counts,
  version: number,
  before: Model = builtInModel,
): Model {
  const counted: { -readonly [K in keyof Model]: Model[K] } = { ...before, ...counts, version };
  if (counts.people < fewestPeople) return { ...before, version };
  const seen = patternsOf(pairs, { ...counted, beliefs: { ...counted.beliefs, fashion: 1 } });
  const fashion = fashionAmong(seen, counted);
  for (const pair of seen) if (pair.levels.birthDate === 'same' && pair.levels.firstName !== 'different') pair.rarity /= fashion;
  counted.beliefs = { ...counted.beliefs, fashion };
  let state: State = { beliefs: counted.beliefs, duplicates: before.duplicates };
  for (let round = 0; round < rounds; round++) state = improved(state, seen, counts.people);
  if (state.duplicates * counts.people < 2 * fewestMatches) return counted;
  return { ...counted, beliefs: state.beliefs, duplicates: state.duplicates };
}

interface State {
  readonly beliefs: Beliefs;
  readonly duplicates: number;
}

type LearntField = 'firstName' | 'lastName' | 'birthDate' | 'gender';
const learnt: readonly LearntField[] = ['firstName', 'lastName', 'birthDate', 'gender'];

/** A pair by its levels; `person` and `family` are the ratios under the beliefs they were measured with, apart from those beliefs. */
interface Seen {
  readonly levels: Readonly<Partial<Record<LearntField, string>>>;
  /** What the values alone say, whatever is believed: how rare they are. */
  rarity: number;
  readonly familyRarity: number;
}

function patternsOf(pairs: Iterable<readonly [Portrait, Portrait]>, model: Model): Seen[] {
  const seen: Seen[] = [];
  for (const [a, b] of pairs) {
    const measured = measure(a, b, model);
    const levels = Object.fromEntries(measured.filter(isLearnt).map(({ clause, level }) => [clause, level]));
    if (!levels.firstName || !levels.lastName || !levels.birthDate || !isCovered(levels)) continue;
    const ratio = (of: keyof Belief): number =>
      measured
        .filter(isLearnt)
        .reduce(
          (product, found) => product * (found[of] / (beliefOf(model.beliefs, found.clause as LearntField, found.level)[of] || 1)),
          1,
        );
    seen.push({ levels, rarity: ratio('person'), familyRarity: ratio('family') });
  }
  return seen;
}

/** Strangers born on one day whose first names are the same, beside how many there would be if names knew no fashion. */
function fashionAmong(seen: readonly Seen[], { people, firstNames, lastNames, years, duplicates, beliefs }: Model): number {
  const among = seen.filter(
    ({ levels }) => levels.firstName === 'same' && levels.lastName === 'different' && levels.birthDate === 'same',
  ).length;
  const squares = ({ of }: Frequencies): number => Object.values(of).reduce((sum, share) => sum + share * share, 0);
  const expected = (((people * (people - 1)) / 2) * squares(firstNames) * (1 - squares(lastNames)) * squares(years)) / daysInYear;
  const ownedBySame = (duplicates * people * beliefs.lastName.different.person) / 2;
  return Math.min(20, Math.max(1, (among - ownedBySame + worth) / (expected + worth)));
}

const isLearnt = ({ clause }: Measured): boolean => learnt.includes(clause as LearntField);

function beliefOf(beliefs: Beliefs, field: LearntField, level: string): Belief {
  return (beliefs[field] as Record<string, Belief>)[level];
}

function improved({ beliefs, duplicates }: State, seen: readonly Seen[], people: number): State {
  const pairs = (people * (people - 1)) / 2;
  const [matches, families] = [(duplicates * people) / 2, (relatives * people) / 2];
  const sums = emptySums();
  let found = 0;
  let twins = 0;
  for (const { levels, rarity, familyRarity } of seen) {
    const person = matches * rarity * product(beliefs, levels, 'person');
    const family = families * familyRarity * product(beliefs, levels, 'family');
    const share = person / (person + family + pairs);
    found += share;
    if (levels.birthDate === 'same') twins += family / (person + family + pairs);
    for (const field of learnt) if (levels[field]) add(sums, field, levels[field], share);
  }
  // What the keys could not bring, as often as it is believed to happen.
  let unseen = 0;
  for (const [levels, chance] of unseenPatterns(beliefs)) {
    unseen += chance;
    for (const field of ['firstName', 'lastName', 'birthDate'] as const) add(sums, field, levels[field] as string, chance * matches);
  }
  const total = found / (1 - Math.min(unseen, 0.5));
  const next = Object.fromEntries(learnt.map((field) => [field, believed(field, sums[field])])) as unknown as Pick<Beliefs, LearntField>;
  const twinShare = Math.min(0.2, Math.max(0.0005, (twins + 0.025 * worth) / (families * 0.85 + worth)));
  const birthDate = { ...next.birthDate, same: { ...next.birthDate.same, family: twinShare } };
  return { beliefs: { ...beliefs, ...next, birthDate }, duplicates: Math.max((2 * total) / people, 1e-6) };
}

type Sums = Record<LearntField, Map<string, number>>;
const emptySums = (): Sums => ({ firstName: new Map(), lastName: new Map(), birthDate: new Map(), gender: new Map() });

function add(sums: Sums, field: LearntField, level: string, much: number): void {
  sums[field].set(level, (sums[field].get(level) ?? 0) + much);
}

function product(beliefs: Beliefs, levels: Seen['levels'], of: keyof Belief): number {
  let product = 1;
  for (const field of learnt) {
    const level = levels[field];
    if (level) product *= beliefOf(beliefs, field, level)[of];
  }
  return product;
}

/** What nobody can learn unlabelled: a person under another name looks like a twin, and one with another birth date like a namesake. */
const notLearnt: Readonly<Partial<Record<LearntField, readonly string[]>>> = {
  firstName: ['different', 'initial', 'similar'],
  lastName: ['different', 'similar'],
  birthDate: ['different', 'generation'],
};

/** Shares of the levels, drawn a little towards what was believed before anything was seen. */
function believed(field: LearntField, sums: ReadonlyMap<string, number>): Record<string, Belief> {
  const builtIn = Object.entries(builtInBeliefs[field]);
  const isFixed = (level: string): boolean => notLearnt[field]?.includes(level) ?? false;
  const free = 1 - builtIn.reduce((sum, [level, { person }]) => sum + (isFixed(level) && level !== 'initial' ? person : 0), 0);
  const total = builtIn.reduce((sum, [level]) => sum + (isFixed(level) ? 0 : (sums.get(level) ?? 0)), 0) + worth;
  return Object.fromEntries(
    builtIn.map(([level, { person, family }]) => {
      const share = isFixed(level) ? person : (free * ((sums.get(level) ?? 0) + (worth * person) / free)) / total;
      return [level, { person: share, family }];
    }),
  );
}

const sameSound: readonly NameLevel[] = ['same', 'short-form', 'sounds-alike'];
const sameWord: readonly NameLevel[] = [...sameSound, 'part'];
const nearly: readonly NameLevel[] = [...sameWord, 'slip', 'similar'];
const nearDates: readonly BirthDateLevel[] = ['same', 'day-and-month-swapped', 'slip', 'one-part'];

/** Whether the keys bring every pair that compares so. */
function isCovered({ firstName, lastName, birthDate }: Seen['levels']): boolean {
  const [first, last, born] = [firstName as NameLevel, lastName as NameLevel, birthDate as BirthDateLevel];
  if (born === 'same' && (sameWord.includes(first) || sameWord.includes(last))) return true;
  if (born === 'same' && nearly.includes(first) && nearly.includes(last)) return true;
  return nearDates.includes(born) && sameSound.includes(first) && sameSound.includes(last);
}

function* unseenPatterns(beliefs: Beliefs): Generator<[Seen['levels'], number]> {
  for (const [firstName, first] of Object.entries(beliefs.firstName))
    for (const [lastName, last] of Object.entries(beliefs.lastName))
      for (const [birthDate, born] of Object.entries(beliefs.birthDate)) {
        const levels = { firstName, lastName, birthDate };
        if (firstName !== 'initial' && !isCovered(levels)) yield [levels, first.person * last.person * born.person];
      }
}
