import type { LocalDate } from '#kernel/dates';
import { birthDateLevel, type BirthDateLevel } from './birth-date-level.js';
import {
  dateScatter,
  daysInYear,
  frequencyOf,
  initialChance,
  relatives,
  sameGender,
  scatter,
  strangers,
  type Agreement,
  type ContactField,
  type Field,
  type Model,
} from './model.js';
import { isGivenName } from './nicknames.js';
import { firstNameLevel, lastNameLevel, sharedWord, swappedLevel, type NameLevel, type SwappedLevel } from './name-levels.js';
import type { Portrait, SpokenName } from './traits.js';

/*
 * How likely two records are one person. Each clause compares one thing and weighs it: how much likelier that comparison is between
 * records of one person than between strangers, in bits, so that weights add up. A name everybody has says little, a rare one much.
 * What is alike because a family shares it is taken off again. A missing field is unknown and weighs nothing.
 * Symmetric: weigh(a, b) = weigh(b, a), to the last digit, because weights are whole hundredths.
 */

export type ClauseName = 'rarity' | Field | 'names' | 'family';
export type Level = NameLevel | SwappedLevel | BirthDateLevel | Agreement | 'any-two' | 'alike';

export interface Reason {
  readonly clause: ClauseName;
  readonly level: Level;
  /** In hundredths of a bit: 100 doubles the odds. */
  readonly weight: number;
}

export interface Weighed {
  /** The sum of the weights: the odds that it is one person, as a logarithm. */
  readonly score: number;
  readonly probability: number;
  readonly because: readonly Reason[];
}

/** Before anything is compared: how many records of the same person to expect among how many. */
export interface Expectation {
  readonly matches: number;
  readonly among: number;
}

/** Ratios against strangers, as measured by one clause. */
export interface Measured {
  readonly clause: Exclude<ClauseName, 'rarity' | 'family'>;
  readonly level: Level;
  readonly person: number;
  readonly family: number;
}

/** Compares two records. */
export function weigh(a: Portrait, b: Portrait, model: Model, expected: Expectation): Weighed {
  return weighed(measure(a, b, model), expected);
}

export function weighed(measured: readonly Measured[], { matches, among }: Expectation): Weighed {
  const because: Reason[] = [{ clause: 'rarity', level: 'any-two', weight: bits(matches / among) }];
  let family = relatives / among;
  for (const { clause, level, person, family: inFamily } of measured) {
    because.push({ clause, level, weight: bits(person) });
    family *= inFamily;
  }
  const shared = Math.round(-100 * Math.log2(1 + family)) + 0;
  if (shared !== 0) because.push({ clause: 'family', level: 'alike', weight: shared });
  const score = because.reduce((sum, { weight }) => sum + weight, 0);
  return { score, probability: probabilityOf(score), because };
}

export const probabilityOf = (score: number): number => 1 / (1 + 2 ** (-score / 100));

const mostBits = 40; // Nothing is so telling that nothing could outweigh it; only families share as much as there is.
const bits = (ratio: number): number => Math.round(100 * Math.max(-mostBits, Math.min(mostBits, Math.log2(ratio)))) + 0;

/** What each clause finds; nothing where either record does not say. */
export function measure(a: Portrait, b: Portrait, model: Model): Measured[] {
  const found: Measured[] = [];
  const born = birthDateLevel(a.birthDate, b.birthDate);
  const first = firstNameLevel(a.first, b.first);
  const last = lastNameLevel(a.last, b.last);
  const swapped = first === 'different' && last === 'different' ? swappedLevel(a, b) : undefined;
  if (swapped) found.push(namesSwapped(a, b, swapped, model));
  else {
    if (first) found.push(nameMeasured('firstName', first, a.first, b.first, model, born === 'same' ? model.beliefs.fashion : 1));
    if (last) found.push(nameMeasured('lastName', last, a.last, b.last, model, 1));
  }
  if (born) found.push(birthDateMeasured(born, a.birthDate as LocalDate, b.birthDate as LocalDate, model));
  if (a.gender && b.gender) {
    const level = a.gender === b.gender ? 'same' : 'other';
    const alike = sameGender[swapped ? 'same' : (first ?? 'different')];
    const chance = level === 'same' ? alike : 1 - alike;
    found.push({ clause: 'gender', level, person: model.beliefs.gender[level].person / chance, family: 1 }); // Families are as mixed as anybody.
  }
  for (const field of contactFields) {
    const level = agreement(a, b, field);
    if (level) found.push(contactMeasured(field, level, model));
  }
  return found;
}

const contactFields: readonly ContactField[] = ['email', 'phone', 'address', 'household'];

function agreement(a: Portrait, b: Portrait, field: ContactField): Agreement | undefined {
  if (field === 'household') {
    if (!a.households?.length || !b.households?.length) return undefined;
    return a.households.some((id) => b.households?.includes(id)) ? 'same' : 'other';
  }
  if (!a[field] || !b[field]) return undefined;
  return a[field] === b[field] ? 'same' : 'other';
}

function contactMeasured(field: ContactField, level: Agreement, { beliefs }: Model): Measured {
  const { person, family } = beliefs[field][level];
  const chance = level === 'same' ? strangers[field] : 1;
  return { clause: field, level, person: person / chance, family: family / chance };
}

/**
 * A name that is the same tells the more, the rarer it is. One that was altered tells much when what it was altered to is nobody's
 * name, and speaks against when both are names that many have: Emma and Emmy are two girls, Emma and Emmq one.
 */
function nameMeasured(
  clause: 'firstName' | 'lastName',
  level: NameLevel,
  a: SpokenName,
  b: SpokenName,
  model: Model,
  fashion: number,
): Measured {
  const { person, family } = model.beliefs[clause][level];
  const frequencies = clause === 'firstName' ? model.firstNames : model.lastNames;
  const least = (name: string): number => (level !== 'same' && clause === 'firstName' && isGivenName(name) ? leastOfGivenName : 0);
  const shareOf = (name: string): number => Math.min(1, fashion * Math.max(frequencyOf(name, frequencies), least(name)));
  const against = (chance: number): Measured => ({ clause, level, person: person / chance, family: family / chance });
  if (level === 'same') return against((shareOf(a.key) + shareOf(b.key)) / 2);
  if (level === 'initial') return against(initialChance);
  if (level === 'different') return against(1);
  if (level === 'part') return against(Math.min(1, 2 * shareOf(sharedWord(a, b) as string)));
  const rarity = ((scatter[level] as number) * (1 / shareOf(a.key) + 1 / shareOf(b.key))) / 2;
  return { clause, level, person: person * rarity, family: family * rarity };
}

const leastOfGivenName = 3e-4; // Borne by somebody, if by nobody here.

function namesSwapped(a: Portrait, b: Portrait, level: SwappedLevel, { beliefs, firstNames, lastNames }: Model): Measured {
  const rarity = (given: SpokenName, family: SpokenName): number =>
    1 / (frequencyOf(given.key, firstNames) * frequencyOf(family.key, lastNames));
  const ratio = beliefs.swapped * 0.5 * (rarity(a.first, a.last) + rarity(b.first, b.last));
  return { clause: 'names', level, person: level === 'swapped' ? ratio : ratio * (scatter.slip as number), family: 1 };
}

function birthDateMeasured(level: BirthDateLevel, a: LocalDate, b: LocalDate, { beliefs, years }: Model): Measured {
  const { person, family } = beliefs.birthDate[level];
  const chanceOf = (day: LocalDate): number => frequencyOf(day.slice(0, 4), years) / daysInYear;
  if (level === 'same') return { clause: 'birthDate', level, person: person / chanceOf(a), family: family / chanceOf(a) };
  const scattered = dateScatter[level];
  if (scattered === undefined) return { clause: 'birthDate', level, person, family };
  return { clause: 'birthDate', level, person: (person * scattered * (1 / chanceOf(a) + 1 / chanceOf(b))) / 2, family: 1 };
}
