import type { LetterLanguage } from '#contracts/identity/new-account';
import type { LocalDate } from '#kernel/dates';

/** A day as people write it: `21 janvier 2027`. The month is a word, so that nobody takes it for the day. */
export const longDay = (day: LocalDate, language: LetterLanguage): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

export const locales: Record<LetterLanguage, string> = { en: 'en-CA', fr: 'fr-CA', nl: 'nl-BE' };
