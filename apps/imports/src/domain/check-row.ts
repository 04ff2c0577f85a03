import { type LocalDate, isLocalDate } from '#kernel/dates';
import { cleanValue, forbiddenIn, looksLikeEmail, mixesScripts } from './clean-value.js';
import { type Column, type ColumnKey, at, columns } from './columns.js';
import { asFileDate, guessFileDate, readFileDate } from './file-date.js';
import type { Header } from './header.js';
import { type Issue, issue } from './issue.js';
import { shown } from './shown.js';

/** The cleaned values of one row by template column; '' where blank. Dates that could be read are YYYY-MM-DD. */
export type Values = readonly string[];

const names: ReadonlySet<ColumnKey> = new Set(['firstName', 'lastName', 'city', 'ownerFirstName', 'ownerLastName']);
const people: ReadonlySet<ColumnKey> = new Set(['firstName', 'lastName', 'ownerFirstName', 'ownerLastName']);
const codes: ReadonlySet<ColumnKey> = new Set(['phone', 'postalCode', 'amiliaId']);

/** The raw cells of a record in the order of the template: '' where the file has no such column, or the record ends before it. */
export const arrange = (cells: readonly string[], { placeOf }: Header): string[] =>
  placeOf.map((place) => (place < 0 ? '' : (cells[place] ?? '')));

/** Judges one record on its own: cleans every value and reports every fault at once (IMP-2). `today` is the organization's. */
export const checkRow = (row: number, arranged: readonly string[], today: LocalDate, found: Issue[]): Values =>
  columns.map((column, index) =>
    arranged[index] === '' && !column.required ? '' : checkValue(row, index, column, arranged[index], today, found),
  );

/** A record without a single value. At the end of a file it is ignored; before it, one message says it all. */
export const isEmptyRecord = (cells: readonly string[]): boolean => cells.every((cell) => cell === '' || cleanValue(cell) === '');

function checkValue(row: number, index: number, column: Column, raw: string, today: LocalDate, found: Issue[]): string {
  const { key, atMost } = column;
  const refuse = (code: Issue['code'], variant: string | null = null, params: Issue['params'] = {}) =>
    found.push(issue(row, index, code, variant, params));
  // Length comes before any pattern; a cell far beyond every limit is not even cleaned.
  const text = raw.length > 10_000 ? raw.slice(0, 10_000) : cleanValue(raw);
  if (text === '') {
    if (column.required) refuse('imports.missing');
    return '';
  }
  if (text.length > atMost) {
    refuse('imports.too-long', null, { length: raw.length > 10_000 ? raw.length : text.length, atMost });
    return text.slice(0, atMost);
  }
  const forbidden = forbiddenIn(text, { name: names.has(key), code: codes.has(key) });
  if (forbidden) {
    refuse('imports.forbidden-character', forbidden, { value: shown(text) });
    return text;
  }
  switch (key) {
    case 'gender':
    case 'ownerGender':
      if (text !== 'M' && text !== 'F') refuse('imports.bad-gender', null, { value: shown(text) });
      return text;
    case 'email':
    case 'ownerEmail':
      if (!looksLikeEmail(text)) refuse('imports.bad-email', null, { value: shown(text) });
      return text;
    case 'amiliaId':
      refuse('imports.must-be-blank', null, { value: shown(text) });
      return text;
    case 'birthDate':
    case 'expiresOn':
      return checkDate(key, text, today, refuse);
    default:
      if (people.has(key) && mixesScripts(text)) refuse('imports.mixed-scripts', null, { value: shown(text) });
      return text;
  }
}

function checkDate(
  key: 'birthDate' | 'expiresOn',
  text: string,
  today: LocalDate,
  refuse: (code: Issue['code'], variant: string, params: Issue['params']) => void,
): string {
  const day = readFileDate(text);
  if (day === undefined) {
    const meant = guessFileDate(text);
    refuse('imports.bad-date', meant ? 'other-order' : 'unreadable', { value: shown(text), ...(meant && { meant: asFileDate(meant) }) });
    return text;
  }
  if (key === 'birthDate' && day > today) refuse('imports.bad-date', 'future', { value: shown(text) });
  if (key === 'birthDate' && day < '1900-01-01') refuse('imports.bad-date', 'too-early', { value: shown(text) });
  if (key === 'expiresOn' && day < today) refuse('imports.bad-date', 'past', { value: shown(text) });
  return day;
}

/** The day in a date column, or null when it is blank or was refused. */
export const dayIn = (values: Values, key: 'birthDate' | 'expiresOn'): LocalDate | null => {
  const text = values[at[key]];
  return isLocalDate(text) ? text : null;
};
