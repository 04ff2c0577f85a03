import { editDistance } from '../similar-names.js';
import { soundOf } from './sound.js';
import { areFormsOfOneName } from './nicknames.js';
import type { Portrait, SpokenName } from './traits.js';

/*
 * How two names compare, from most alike to least. Each level is symmetric. A level says how the names differ; how much that tells
 * depends on how common the names are, which is the model's business.
 */

export type NameLevel = 'same' | 'short-form' | 'sounds-alike' | 'slip' | 'similar' | 'part' | 'initial' | 'different';
export type SwappedLevel = 'swapped' | 'swapped-alike';

/** First names; undefined where one is unknown. */
export function firstNameLevel(a: SpokenName, b: SpokenName): NameLevel | undefined {
  if (a.key === b.key) return a.key === '' ? undefined : 'same';
  if (a.compact === '' || b.compact === '') return undefined;
  if (a.compact === b.compact) return 'same';
  if (areFormsOfOneName(a.key, b.key)) return 'short-form';
  if (isInitial(a, b) || isInitial(b, a)) return 'initial';
  return alikeLevel(a, b);
}

/** Last names; undefined where one is unknown. */
export function lastNameLevel(a: SpokenName, b: SpokenName): NameLevel | undefined {
  if (a.key === b.key) return a.key === '' ? undefined : 'same';
  if (a.compact === '' || b.compact === '') return undefined;
  if (a.compact === b.compact) return 'same';
  return alikeLevel(a, b);
}

/** Whether each first name is the other's last name, as given or nearly; undefined where they are not. */
export function swappedLevel(a: Portrait, b: Portrait): SwappedLevel | undefined {
  if (!startAlike(a.first, b.last) && !startAlike(a.last, b.first)) return undefined;
  if (a.first.compact === '' || a.last.compact === '' || a.first.compact === a.last.compact) return undefined;
  const [one, other] = [lastNameLevel(a.first, b.last), lastNameLevel(a.last, b.first)];
  if (one === 'same' && other === 'same') return 'swapped';
  return (isNear(one) && (isNear(other) || other === 'part')) || (isNear(other) && one === 'part') ? 'swapped-alike' : undefined;
}

const startAlike = (a: SpokenName, b: SpokenName): boolean => a.compact[0] === b.compact[0] || a.sound[0] === b.sound[0];

const isNear = (level: NameLevel | undefined): boolean => level === 'same' || level === 'sounds-alike' || level === 'slip';

function alikeLevel(a: SpokenName, b: SpokenName): NameLevel {
  if (a.sound === b.sound) return 'sounds-alike';
  const slips = slipsUpToTwo(a.compact, b.compact);
  if (slips === 1 && Math.min(a.compact.length, b.compact.length) > 1) return 'slip';
  if (sharedWord(a, b) !== undefined) return 'part';
  if (slips === 2 && Math.min(a.compact.length, b.compact.length) >= 5) return 'similar';
  if (a.core.length !== b.core.length && startsNearly(a.core[0], b.core[0])) return 'similar';
  return 'different';
}

/** A misspelt name with a second one beside it. */
const startsNearly = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= 4 && (soundOf(a) === soundOf(b) || slipsUpToTwo(a, b) === 1);

const isInitial = (a: SpokenName, b: SpokenName): boolean =>
  a.compact.length === 1 && b.compact.length > 1 && b.compact.startsWith(a.compact);

/** A word of weight that both have: Marie of Marie-Ève, Tremblay of Tremblay-Roy. */
export function sharedWord(a: SpokenName, b: SpokenName): string | undefined {
  if (a.core.length === 1 && b.core.length === 1) return a.core[0] === b.core[0] ? a.core[0] : undefined;
  return a.core.find((word) => word.length > 1 && b.core.includes(word));
}

/** One edit, two, or undefined for more: most pairs are far apart, and a look at their letters says so. */
function slipsUpToTwo(a: string, b: string): number | undefined {
  if (Math.abs(a.length - b.length) > 2 || lettersApart(a, b) > 2) return undefined;
  const slips = editDistance([...a], [...b]);
  return slips <= 2 ? slips : undefined;
}

/** How many letters one has that the other lacks: never more than the edits between them. */
function lettersApart(a: string, b: string): number {
  letters.fill(0);
  for (let i = 0; i < a.length; i++) letters[a.charCodeAt(i) & 63]++;
  for (let i = 0; i < b.length; i++) letters[b.charCodeAt(i) & 63]--;
  let more = 0;
  let less = 0;
  for (const count of letters) {
    if (count > 0) more += count;
    else less -= count;
  }
  return Math.max(more, less);
}

const letters = new Int16Array(64);
