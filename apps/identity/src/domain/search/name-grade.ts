import { areFormsOfOneName } from '../matching/nicknames.js';
import { soundOf } from '../matching/sound.js';
import { editDistance } from '../similar-names.js';

/*
 * How well a name answers what was asked for, in hundredths: the same word before one that begins so, that before one that is heard or
 * written nearly so. For an order of what is shown; nobody is linked to anybody by it.
 */

const [same, begins, soundsAndLooksAlike, shortForm, soundsAlike, slip] = [100, 90, 85, 80, 78, 75];
const fewestLetters = 3; // That a beginning has.
const fewestLettersOfSlip = 4;

/** 0: not what was asked for. */
export function gradeOfWord(asked: string, word: string): number {
  if (asked === word) return same;
  const isSlip = Math.min(asked.length, word.length) >= fewestLettersOfSlip && isOneSlip(asked, word);
  const isHeard = soundOf(asked) === soundOf(word);
  if (asked.length >= fewestLetters && word.startsWith(asked)) return begins - Math.min(4, word.length - asked.length);
  if (isSlip && isHeard) return soundsAndLooksAlike;
  if (areFormsOfOneName(asked, word)) return shortForm;
  return isHeard ? soundsAlike : isSlip ? slip : 0;
}

const isOneSlip = (a: string, b: string): boolean => Math.abs(a.length - b.length) <= 1 && editDistance([...a], [...b]) === 1;

/** Of the words asked for, each against the best of a name; 0 where more than one of three or more, or any of fewer, is not there. */
export function gradeOfName(asked: readonly string[], words: readonly string[]): number {
  const grades = asked.map((each) => Math.max(0, ...words.map((word) => gradeOfWord(each, word))));
  const missing = grades.filter((grade) => grade === 0).length;
  if (missing > (asked.length >= 3 ? 1 : 0)) return 0;
  return Math.round(grades.reduce((sum, grade) => sum + grade, 0) / asked.length);
}
