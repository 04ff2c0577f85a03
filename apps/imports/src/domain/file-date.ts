import { type LocalDate, localDate } from '#kernel/dates';

const monthFirst = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const yearFirst = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/;
const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** IMP-4: MM/DD/YYYY or YYYY/MM/DD; spreadsheets strip leading zeros. Undefined when it is neither, or no day of the calendar. */
export function readFileDate(text: string): LocalDate | undefined {
  const american = monthFirst.exec(text);
  if (american) return localDate(Number(american[3]), Number(american[1]), Number(american[2]));
  const big = yearFirst.exec(text);
  return big ? localDate(Number(big[1]), Number(big[2]), Number(big[3])) : undefined;
}

/** What the writer may have meant: ISO dashes, or the day before the month. Only ever suggested, never assumed. */
export function guessFileDate(text: string): LocalDate | undefined {
  const dashed = iso.exec(text);
  if (dashed) return localDate(Number(dashed[1]), Number(dashed[2]), Number(dashed[3]));
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (!parts) return undefined;
  return localDate(Number(parts[3]), Number(parts[2]), Number(parts[1])) ?? localDate(Number(parts[3]), Number(parts[1]), Number(parts[2]));
}

/** A day as the template writes it. */
export const asFileDate = (day: LocalDate): string => day.replaceAll('-', '/');
