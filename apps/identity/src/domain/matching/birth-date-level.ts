import type { LocalDate } from '#kernel/dates';
import { withDayAndMonthSwapped } from '../match.js';

/** How two birth dates compare. A slip is one digit of one part, two digits exchanged in it, or its neighbour. */
export type BirthDateLevel = 'same' | 'day-and-month-swapped' | 'slip' | 'one-part' | 'different' | 'generation';

const generationYears = 14; // Nobody mistypes their way to the age of their own parent as often as parents hand on their name.

/** Symmetric; undefined where one is unknown. */
export function birthDateLevel(a: LocalDate | null, b: LocalDate | null): BirthDateLevel | undefined {
  if (a === null || b === null) return undefined;
  if (a === b) return 'same';
  const [partsA, partsB] = [partsOf(a), partsOf(b)];
  const apart = partsA.map((part, i) => (part === partsB[i] ? '' : i)).filter((i) => i !== '');
  if (apart.length === 1) {
    const [i] = apart;
    return isSlip(partsA[i], partsB[i]) ? 'slip' : 'one-part';
  }
  if (withDayAndMonthSwapped(a) === b) return 'day-and-month-swapped';
  return Math.abs(Number(partsA[0]) - Number(partsB[0])) >= generationYears ? 'generation' : 'different';
}

const partsOf = (day: LocalDate): string[] => [day.slice(0, 4), day.slice(5, 7), day.slice(8, 10)];

function isSlip(a: string, b: string): boolean {
  if (Math.abs(Number(a) - Number(b)) === 1) return true;
  const apart = Array.from(a, (digit, i) => (digit === b[i] ? -1 : i)).filter((i) => i >= 0);
  if (apart.length === 1) return true;
  const [i, j] = apart;
  return apart.length === 2 && j === i + 1 && a[i] === b[j] && a[j] === b[i];
}

/** Whether two birth dates, as numbers, may be one at all: two parts agree, or day and month are exchanged, or one is unknown (0). */
export function mayBeOneBirthDate(a: number, b: number): boolean {
  if (a === 0 || b === 0 || a === b) return true;
  const [yearA, monthA, dayA] = [Math.floor(a / 10_000), Math.floor(a / 100) % 100, a % 100];
  const [yearB, monthB, dayB] = [Math.floor(b / 10_000), Math.floor(b / 100) % 100, b % 100];
  const agreeing = Number(yearA === yearB) + Number(monthA === monthB) + Number(dayA === dayB);
  return agreeing >= 2 || (yearA === yearB && monthA === dayB && dayA === monthB);
}
