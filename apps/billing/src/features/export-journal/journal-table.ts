import { accountTypes, type ExportFormat } from '#contracts/billing/journal';
import { publicEntryId } from '../../domain/journal-export.js';
import { amountsOf, csvOf, type Cell } from '#kernel/csv';
import type { CodeSum, DetailedPosting } from '../../persistence/journal.js';

/** A table written in pieces. */
export interface Table<T> {
  readonly begin: string;
  readonly end: string;
  rows(rows: readonly T[], first: boolean): string;
}

/** A row as cells for people and their spreadsheets, and as an object for programs. */
interface Row {
  readonly cells: readonly Cell[];
  readonly object: object;
}

const mark = '\ufeff'; // csvOf starts with it; a piece in the middle must not.

export function tableOf<T>(format: ExportFormat, titles: readonly string[], rowOf: (row: T) => Row): Table<T> {
  if (format === 'csv') {
    return { begin: csvOf([titles]), end: '', rows: (rows) => csvOf(rows.map((row) => rowOf(row).cells)).slice(mark.length) };
  }
  const objects = (rows: readonly T[]): string => rows.map((row) => JSON.stringify(rowOf(row).object)).join(',\n');
  return { begin: '[\n', end: '\n]\n', rows: (rows, first) => (first || rows.length === 0 ? '' : ',\n') + objects(rows) };
}

export const sumTitles = ['Account', 'Ledger code', 'Name', 'Currency', 'Debit', 'Credit', 'Balance', 'Postings', 'Type'];

export function sumRow({ account, code, name, currency, debitMinor, creditMinor, postings }: CodeSum): Row {
  const amount = amountsOf(currency);
  const money = (amountMinor: number) => ({ amountMinor, currency });
  const balanceMinor = debitMinor - creditMinor;
  return {
    cells: [account, code, name, currency, amount(debitMinor), amount(creditMinor), amount(balanceMinor), postings, accountTypes[account]],
    object: {
      account,
      code,
      name,
      debit: money(debitMinor),
      credit: money(creditMinor),
      balance: money(balanceMinor),
      postings,
      type: accountTypes[account],
    },
  };
}

export const detailTitles = [
  'Date',
  'Entry',
  'Kind',
  'Number',
  'Account',
  'Ledger code',
  'Name',
  'Items',
  'Currency',
  'Debit',
  'Credit',
  'Type',
];

export function detailRow(row: DetailedPosting): Row {
  const { bookedOn, kind, number, account, code, name, items, currency, amountMinor } = row;
  const amount = amountsOf(currency);
  const entryId = publicEntryId(kind, row.entryId);
  const debit = amountMinor >= 0 ? amount(amountMinor) : null;
  const credit = amountMinor < 0 ? amount(-amountMinor) : null;
  return {
    cells: [bookedOn, entryId, kind, number, account, code, name, items, currency, debit, credit, accountTypes[account]],
    object: { bookedOn, entryId, kind, number, account, code, name, items, amount: { amountMinor, currency }, type: accountTypes[account] },
  };
}
