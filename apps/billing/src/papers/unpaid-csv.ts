import type { DocumentLanguage } from '#contracts/billing/files.query';
import type { UnpaidItemRecord } from '#contracts/billing/unpaid.query';
import { amountsOf, csvOf, type Cell } from '#kernel/csv';
import { wordsOf } from './words/words.js';

export interface UnpaidToWrite {
  readonly items: readonly UnpaidItemRecord[];
  readonly language: DocumentLanguage;
}

/** What is open, an item a line, for a spreadsheet (BIL-24). */
export function unpaidCsv({ items, language }: UnpaidToWrite): string {
  const { csv, ages } = wordsOf[language];
  const columns = [
    'account',
    'number',
    'issuedOn',
    'dueOn',
    'daysLate',
    'age',
    'description',
    'person',
    'total',
    'open',
    'currency',
  ] as const;
  const amounts = new Map([...new Set(items.map(({ currency }) => currency))].map((currency) => [currency, amountsOf(currency)]));
  return csvOf([columns.map((column) => csv[column]), ...items.map((item) => cellsOf(item, amounts.get(item.currency)!, ages))]);
}

function cellsOf(item: UnpaidItemRecord, amount: (minor: number) => Cell, ages: Readonly<Record<string, string>>): Cell[] {
  const { name, number, issuedOn, dueOn, daysLate, age, description, personName, totalMinor, openMinor, currency } = item;
  return [name, number, issuedOn, dueOn, daysLate, ages[age], description, personName, amount(totalMinor), amount(openMinor), currency];
}
