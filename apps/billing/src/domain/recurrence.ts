import type { RecurrenceUnit } from '#contracts/billing/recurring-charges';
import { addDays, addMonths, type LocalDate } from '#kernel/dates';

/** Something charged every so many weeks or months from a day on, to an end or for ever. */
export interface Recurrence {
  readonly unit: RecurrenceUnit;
  readonly every: number;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate | null; // The last day anything may be due.
}

/** The day of an occurrence, counted from the start: the 31st stays the 31st after a shorter month. */
export function occurrenceOn({ unit, every, startsOn }: Recurrence, index: number): LocalDate {
  return unit === 'month' ? addMonths(startsOn, every * index) : addDays(startsOn, 7 * every * index);
}

/** The day of an occurrence unless it is past the end. */
export function dueOccurrence(recurrence: Recurrence, index: number): LocalDate | null {
  const day = occurrenceOn(recurrence, index);
  return recurrence.endsOn !== null && day > recurrence.endsOn ? null : day;
}

/** The last day that an occurrence pays for. */
export const lastDayOf = (recurrence: Recurrence, index: number): LocalDate => addDays(occurrenceOn(recurrence, index + 1), -1);

/** The first occurrence on or after a day: what fell into a pause is not made up for. */
export function firstFrom(recurrence: Recurrence, index: number, day: LocalDate): number {
  let next = index;
  while (occurrenceOn(recurrence, next) < day) next++;
  return next;
}
