import { columns } from './columns.js';

export type Language = 'en' | 'fr';

/** How a column is called in the reader's language; issues and rows key on the English header. */
export const headerOf = (column: number, language: Language): string =>
  language === 'fr' ? columns[column].headerFr : columns[column].header;

/** The file a club starts from: the columns of IMP-3 in their order. With a mark when letters need one, or spreadsheets guess wrong. */
export function templateCsv(language: Language): string {
  const line = columns.map((_, index) => headerOf(index, language)).join(',') + '\r\n';
  return /[^\x20-\x7e\r\n]/.test(line) ? `\ufeff${line}` : line;
}
