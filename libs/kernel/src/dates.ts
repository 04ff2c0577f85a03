/** A calendar day, `YYYY-MM-DD`, without time or zone. Compares as text. */
export type LocalDate = string;

const shape = /^(\d{4})-(\d{2})-(\d{2})$/;

export function isLocalDate(text: unknown): text is LocalDate {
  const parts = typeof text === 'string' ? shape.exec(text) : null;
  return parts !== null && localDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) !== undefined;
}

/** The day, or undefined when the calendar has no such day. */
export function localDate(year: number, month: number, day: number): LocalDate | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** The organization's "today": what the calendar on its wall shows at this instant. */
export function todayIn(timeZone: string, now: Date): LocalDate {
  let calendar = calendars.get(timeZone);
  if (!calendar) {
    calendar = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    calendars.set(timeZone, calendar); // As many as there are time zones; to make one costs more than a read from the database.
  }
  return calendar.format(now);
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Completed years on a day; someone born on 29 February turns a year older on 1 March of common years. */
export function ageOn(birthDate: LocalDate, day: LocalDate): number {
  const years = yearOf(day) - yearOf(birthDate);
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

export function addDays(day: LocalDate, days: number): LocalDate {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The same day some months on; the last day of the month where it has no such day (31 January + 1 = 28 February). */
export function addMonths(day: LocalDate, months: number): LocalDate {
  const counted = yearOf(day) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(counted / 12), (counted % 12) + 1];
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(Math.min(Number(day.slice(8)), daysIn(year, month)), 2)}`;
}

const yearOf = (day: LocalDate): number => Number(day.slice(0, 4));
const pad = (value: number, width: number): string => String(value).padStart(width, '0');

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
