import { parse } from 'fast-csv';
import type { Delimiter } from './delimiter.js';
import type { RawRecord } from './record-splitter.js';

/**
 * The cells of records. Records with escaped quotes or line breaks in a cell go through fast-csv, in one stream per batch. The others
 * are cut here, as fast-csv would cut them (its spec holds the two side by side), because it takes twenty times as long.
 */
export async function parseRecords(records: readonly RawRecord[], delimiter: Delimiter): Promise<(readonly string[])[]> {
  const intricate = records.filter(isIntricate);
  const parsed = intricate.length === 0 ? [] : await parseWithFastCsv(intricate, delimiter);
  let next = 0;
  return records.map((record) => {
    if (record.problem !== null) return [record.text];
    if (!record.quoted) return record.text.split(delimiter);
    return isIntricate(record) ? parsed[next++] : cutQuoted(record.text, delimiter);
  });
}

/** A record as it is kept: its text as it stands in the file, or cells, where it cannot be cut into them again. */
export type KeptRecord = string | readonly string[];

export const toKeep = ({ text, problem }: RawRecord): KeptRecord => (problem === null ? text : [text]);

/** The cells of kept records. */
export async function cellsOf(records: readonly KeptRecord[], delimiter: Delimiter): Promise<(readonly string[])[]> {
  const texts = records.filter((record) => typeof record === 'string');
  const parsed = await parseRecords(texts.map((text) => ({ text, problem: null, quoted: text.includes('"') })), delimiter); // prettier-ignore
  let next = 0;
  return records.map((record) => (typeof record === 'string' ? parsed[next++] : record));
}

const isIntricate = ({ text, quoted, problem }: RawRecord): boolean =>
  quoted && problem === null && (text.includes('""') || /[\r\n]/.test(text));

/** Cells of a good record in which a quote only ever opens or closes a cell; spaces around quotes are dropped. */
function cutQuoted(text: string, delimiter: Delimiter): string[] {
  const cells: string[] = [];
  for (let from = 0; from <= text.length;) {
    let end = text.indexOf(delimiter, from);
    if (end < 0) end = text.length;
    const quote = text.indexOf('"', from);
    if (quote >= 0 && quote < end) {
      const closing = text.indexOf('"', quote + 1);
      cells.push(text.slice(quote + 1, closing));
      end = text.indexOf(delimiter, closing + 1);
      if (end < 0) end = text.length;
    } else {
      cells.push(text.slice(from, end));
    }
    from = end + 1;
  }
  return cells;
}

export function parseWithFastCsv(records: readonly RawRecord[], delimiter: Delimiter): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const rows: string[][] = [];
    const parser = parse({ headers: false, delimiter, ignoreEmpty: false })
      .on('data', (row: string[]) => rows.push(row))
      .on('error', reject)
      .on('end', () => {
        if (rows.length === records.length) resolve(rows);
        else reject(new Error(`${records.length} records gave ${rows.length} rows`)); // The splitter and fast-csv disagree: our bug.
      });
    for (const { text } of records) parser.write(`${text}\n`);
    parser.end();
  });
}
