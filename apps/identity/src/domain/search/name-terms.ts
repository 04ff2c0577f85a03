import type { LocalDate } from '#kernel/dates';
import { namesBehind } from '../matching/nicknames.js';
import { soundOf } from '../matching/sound.js';
import { spoken, type SpokenName } from '../matching/traits.js';

/*
 * Under what people are found. A person is kept under each word of their names, under each two of them, in any order, and under the
 * birth date; a word, once for a whole network, under what it may be mistaken for. So a search first finds the words that were meant,
 * then the people who bear them, and neither step looks at more than it answers.
 */

export interface Named {
  readonly firstKey: string;
  readonly lastKey: string;
}

interface NameWord {
  readonly word: string;
  readonly of: 'first' | 'last';
}

/** Before a name of several words written without the spaces between: La Fleur, Lafleur. */
const wholeMark = '+';
const isWhole = (word: string): boolean => word.startsWith(wholeMark);
/** As it is written. */
export const letters = (word: string): string => (isWhole(word) ? word.slice(1) : word);

const mostWordsOfName = 4;
const longestWord = 40;

/** The words of somebody's names, as they are written. */
export const wordsOf = (person: Named): string[] => [...new Set(nameWords(person).map(({ word }) => letters(word)))];

/** Everything a person is found under. */
export function termsOf(person: Named & { readonly birthDate: LocalDate | null }): string[] {
  const words = nameWords(person);
  const terms = new Set(words.map(({ word }) => word));
  for (const [i, one] of words.entries())
    for (const other of words.slice(0, i)) if (areTwo(one, other)) terms.add(together(one.word, other.word));
  if (person.birthDate) terms.add(born(person.birthDate));
  return [...terms];
}

/** Two words of one person, in either order. */
export const together = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);
export const born = (day: LocalDate): string => `:${day}`;

/** A word and the name it is a part of say one thing twice. */
const areTwo = (a: NameWord, b: NameWord): boolean => a.word !== b.word && !(a.of === b.of && isWhole(a.word) !== isWhole(b.word));

function nameWords({ firstKey, lastKey }: Named): NameWord[] {
  return [...wordsOfName(spoken(firstKey), 'first'), ...wordsOfName(spoken(lastKey), 'last')];
}

function wordsOfName({ core, words, compact }: SpokenName, of: 'first' | 'last'): NameWord[] {
  const parts = core.slice(0, mostWordsOfName).map((word) => ({ word: word.slice(0, longestWord), of }));
  return words.length > 1 ? [...parts, { word: wholeMark + compact.slice(0, longestWord), of }] : parts;
}

const shortestSlip = 4; // In a shorter name a letter tells two people apart.
const [shortestBeginning, longestBeginning] = [3, 8];

/** What a word is kept under: itself and itself without any one letter, how it sounds, how it begins, what it is short for. */
export function keysOfWord(word: string): string[] {
  const written = letters(word);
  const keys = [...withoutALetter(written).map((each) => `~${each}`), `s${soundOf(written)}`];
  if (isWhole(word)) return [...new Set(keys)]; // Its first part begins as it does.
  const beginnings = Math.min(written.length, longestBeginning);
  for (let length = shortestBeginning; length <= beginnings; length++) keys.push(`^${written.slice(0, length)}`);
  return [...new Set([...keys, ...namesBehind(written).map((name) => `n${name}`)])];
}

/** What a word is looked for under. */
export function lookupKeysOfWord(word: string): string[] {
  const keys = withoutALetter(word).map((each) => `~${each}`);
  if (word.length >= shortestBeginning) keys.push(`^${word.slice(0, longestBeginning)}`);
  keys.push(`s${soundOf(word)}`, `n${word}`, ...namesBehind(word).map((name) => `~${name}`));
  return [...new Set(keys)];
}

function withoutALetter(word: string): string[] {
  if (word.length < shortestSlip) return [word];
  return [word, ...Array.from({ length: word.length }, (_, i) => word.slice(0, i) + word.slice(i + 1))];
}
