import type { DocumentLanguage } from '#contracts/billing/files.query';
import type { LocalDate } from '#kernel/dates';

/** How amounts and days are written for readers of a language in a country. */
export interface Writing {
  /** "1 234,50 $", with a true minus. */
  money(amountMinor: number): string;
  /** "1 234,50", where the currency is said elsewhere. */
  amount(amountMinor: number): string;
  day(day: LocalDate): string;
  percent(ratePpm: number): string;
}

/** Formatters are dear to make and are kept for a whole paper: a statement writes thousands of amounts. */
export function writingFor(language: DocumentLanguage, country: string, currency: string): Writing {
  const locale = `${language}-${country}`;
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = money.resolvedOptions().maximumFractionDigits ?? 2;
  const amount = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 });
  const unit = 10 ** digits;
  return {
    money: (minor) => tidy(money.format(minor / unit)).replace('-', '\u2212'),
    amount: (minor) => tidy(amount.format(minor / unit)).replace('-', '\u2212'),
    day: (text) => tidy(day.format(new Date(`${text}T00:00:00Z`))),
    percent: (ratePpm) => tidy(percent.format(ratePpm / 1_000_000)),
  };
}

/** One kind of space, that no line is broken at. */
const tidy = (text: string): string => text.replace(/[\u202f ]/g, '\u00a0');
