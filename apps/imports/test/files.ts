import { createHash } from 'node:crypto';
import { cellsOf } from '../src/reading/record-parser.js';
import { type ReadingJob, type Reading, readFile } from '../src/reading/read-file.js';
import { columns } from '../src/domain/columns.js';
import type { FileRow } from '../src/domain/file-row.js';
import type { Issue } from '../src/domain/issue.js';

/** A row of a resale file by template header; what is not told is somebody in Montréal who can be imported. */
export type Told = Partial<Record<string, string>>;

export const header = columns.map(({ header }) => header);

export const usual: Told = {
  'First name': 'Ana',
  'Last name': 'Roy',
  Address: '12 rue du Parc',
  City: 'Montréal',
  'State/Province': 'QC',
  'Zip/Postal Code': 'H2X 1Y4',
  Country: 'Canada',
  Gender: 'F',
  'Birth date': '04/09/1988',
  Membership: 'Recreational',
};

const quoted = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** A file of the template's columns. */
export function csv(rows: readonly Told[], { delimiter = ',', lineBreak = '\r\n' } = {}): string {
  const lines = [header, ...rows.map((row) => header.map((name) => ({ ...usual, ...row })[name] ?? ''))];
  return lines.map((cells) => cells.map((cell) => quoted(cell, delimiter)).join(delimiter) + lineBreak).join('');
}

export function sha256Of(pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

export interface AllRead {
  format: Extract<Reading, { kind: 'format' }> | undefined;
  records: (readonly string[])[];
  rows: FileRow[];
  issues: Issue[];
  refused: boolean;
  end: number | undefined;
}

/** Reads a whole file in this thread. */
export async function readAll(content: string | Uint8Array | readonly Uint8Array[], job: Partial<ReadingJob> = {}): Promise<AllRead> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const pieces = bytes instanceof Uint8Array ? [bytes] : bytes;
  const all: AllRead = { format: undefined, records: [], rows: [], issues: [], refused: false, end: undefined };
  for await (const reading of readFile({ pieces, sha256: sha256Of(pieces), today: '2026-11-22', repairs: [], pageRows: 500, ...job })) {
    if (reading.kind === 'end') all.end = reading.rows;
    else all.issues.push(...reading.issues);
    if (reading.kind === 'format') all.format = reading;
    if (reading.kind === 'refused') all.refused = true;
    if (reading.kind === 'page') {
      all.records.push(...(await cellsOf(reading.raw, all.format!.delimiter)));
      all.rows.push(...reading.rows);
    }
  }
  return all;
}

/** Issues as a person reads them: row, column by template header, code, variant. */
export const told = (issues: readonly Issue[]): (string | number | null)[][] =>
  issues.map(({ row, column, code, variant }) => [
    row,
    column === null ? null : header[column],
    code,
    ...(variant === null ? [] : [variant]),
  ]);
