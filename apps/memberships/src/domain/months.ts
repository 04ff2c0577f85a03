import { addDays, addMonths, type LocalDate } from '#kernel/dates';
import type { Period } from './term.js';

/*
 * An ongoing membership is billed month by month (MEM-6): its sale bills what is left of the month it begins in, and from then on each
 * month is billed whole on its first day, until the membership ends. What was not billed in its time is billed later, each month for
 * itself. A month once begun is billed whole, however early in it the membership ends; what of that is credited is decided by whoever
 * cancels it (BIL-15).
 */

export interface Ongoing extends Period {
  readonly billedMonth: LocalDate | null; // The last one billed beyond the first.
}

/** The first day of the next month to bill, once it has come. */
export function monthDue({ effectiveOn, expiresOn, billedMonth }: Ongoing, today: LocalDate): LocalDate | null {
  const next = addMonths(firstOf(billedMonth ?? effectiveOn), 1);
  return next <= today && (expiresOn === null || next <= expiresOn) ? next : null;
}

/** The last day that a month's bill is for. */
export function lastOf(month: LocalDate, expiresOn: LocalDate | null): LocalDate {
  const last = addDays(addMonths(month, 1), -1);
  return expiresOn !== null && expiresOn < last ? expiresOn : last;
}

export const firstOf = (day: LocalDate): LocalDate => `${day.slice(0, 8)}01`;
