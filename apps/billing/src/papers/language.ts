import { documentLanguages, type DocumentLanguage } from '#contracts/billing/files.query';

/** The language a paper is written in: the one asked for, or its issuer's first. */
export const languageOf = (asked: DocumentLanguage | undefined, { languages }: { languages: readonly string[] }): DocumentLanguage =>
  asked ?? documentLanguages.find((language) => language === languages[0]) ?? 'en';
