import { addMonths, type LocalDate } from '#kernel/dates';
import type { Term } from '#contracts/memberships/offers';

/*
 * An ongoing membership is billed month by month, and its first period prorated (MEM-6): of the month it begins in, the days that
 * are left. Fixed terms are billed once, whole.
 */

export function firstPeriodMinor(monthlyMinor: number, term: Term, effectiveOn: LocalDate): number {
  if (term.kind !== 'ongoing') return monthlyMinor;
  const [day, days] = [Number(effectiveOn.slice(8)), daysInMonthOf(effectiveOn)];
  const left = days - day + 1;
  return Math.floor((2 * monthlyMinor * left + days) / (2 * days)); // Half-up (BIL-6), in whole numbers.
}

/** The last day of the first period; null where the term has just one. */
export const firstPeriodEnd = (term: Term, effectiveOn: LocalDate): LocalDate | null =>
  term.kind === 'ongoing' ? `${effectiveOn.slice(0, 8)}${daysInMonthOf(effectiveOn)}` : null;

function daysInMonthOf(day: LocalDate): number {
  const first = `${day.slice(0, 8)}01`;
  return (Date.parse(addMonths(first, 1)) - Date.parse(first)) / 86_400_000;
}
