/*
 * Near-identical names (IMP-10): what a hurried hand types. How many slips are forgiven depends on the length of the
 * name, because in a short one a single letter tells two people apart: Léa and Léo are twins more often than one child.
 *
 *   up to 3 letters   one letter more or less (Jon, John), none replaced
 *   4 to 7            one slip
 *   8 and more        two
 *
 * A slip is a letter more, less, replaced, or two neighbours exchanged. Compound names compare word by word, so that
 * Marie-Léa and Marie-Léo stay two people. First and last name together may hold two slips at most.
 */

export interface FoldedName {
  readonly firstKey: string;
  readonly lastKey: string;
}

const mostSlips = 2;

/** Whether two folded full names differ, yet only by slips of the hand. Symmetric. */
export function areNearIdentical(a: FoldedName, b: FoldedName): boolean {
  const first = slipsBetween(a.firstKey, b.firstKey);
  const last = slipsBetween(a.lastKey, b.lastKey);
  if (first === undefined || last === undefined) return false;
  return first + last > 0 && first + last <= mostSlips;
}

/** How many slips separate two folded names, or undefined when they are more than slips. */
export function slipsBetween(a: string, b: string): number | undefined {
  if (a === b) return 0;
  const [wordsA, wordsB] = [a.split(' '), b.split(' ')];
  if (wordsA.length !== wordsB.length) return slipsInWord(a, b);
  let slips = 0;
  for (let i = 0; i < wordsA.length; i++) {
    const inWord = slipsInWord(wordsA[i], wordsB[i]);
    if (inWord === undefined) return undefined;
    slips += inWord;
  }
  return slips;
}

function slipsInWord(a: string, b: string): number | undefined {
  if (a === b) return 0;
  const [lettersA, lettersB] = [[...a], [...b]];
  const shorter = Math.min(lettersA.length, lettersB.length);
  if (shorter === 0 || Math.abs(lettersA.length - lettersB.length) > mostSlips) return undefined;
  if (shorter <= 3 && lettersA.length === lettersB.length) return undefined;
  const slips = editDistance(lettersA, lettersB);
  return slips <= (shorter <= 7 ? 1 : mostSlips) ? slips : undefined;
}

/** Letters inserted, removed, replaced, or exchanged with their neighbour (optimal string alignment). */
export function editDistance(a: readonly string[], b: readonly string[]): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, last[j] + 1, row[j - 1] + 1);
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (exchanged) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length];
}
