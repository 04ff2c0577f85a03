import { todayIn, type LocalDate } from '#kernel/dates';

const hourMs = 3_600_000;

/** The instant a day begins on the wall of a time zone, whatever the clocks do that night. */
export function beginningOf(day: LocalDate, timeZone: string): Date {
  let [before, after] = [Date.parse(`${day}T00:00:00Z`) - 15 * hourMs, Date.parse(`${day}T00:00:00Z`) + 15 * hourMs];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (todayIn(timeZone, new Date(middle)) < day) before = middle;
    else after = middle;
  }
  return new Date(after);
}
