import { createHash } from 'node:crypto';
import type { LocalDate } from '#kernel/dates';
import { arrange, checkRow, isEmptyRecord } from '../domain/check-row.js';
import { FileRules } from '../domain/file-rules.js';
import type { FileRow } from '../domain/file-row.js';
import { type Header, columnNamed, readHeader } from '../domain/header.js';
import { type Issue, issue, severityOf } from '../domain/issue.js';
import { type Delimiter, detectDelimiter } from './delimiter.js';
import { type Encoding, decodePieces, detectEncoding } from './encoding.js';
import { limits } from './limits.js';
import { type KeptRecord, parseRecords, toKeep } from './record-parser.js';
import { type RawRecord, type RecordProblem, RecordSplitter } from './record-splitter.js';

/** What the operator changed in one row: cells by template header, or that it is left out. */
export interface Repair {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly excluded: boolean;
}

export interface ReadingJob {
  readonly pieces: readonly Uint8Array[];
  readonly sha256: string; // Of the file as it was uploaded.
  readonly today: LocalDate; // The organization's.
  readonly repairs: readonly Repair[];
  readonly pageRows: number;
}

/** What reading a file brings to light, in order: how it is written, pages of rows, and how many there were. */
export type Reading =
  | {
      readonly kind: 'format';
      readonly encoding: Encoding;
      readonly delimiter: Delimiter;
      readonly header: readonly string[];
      readonly issues: Issue[];
    }
  | { readonly kind: 'page'; readonly raw: readonly KeptRecord[]; readonly rows: readonly FileRow[]; readonly issues: Issue[] }
  | { readonly kind: 'refused'; readonly issues: Issue[] }
  | { readonly kind: 'end'; readonly rows: number };

/**
 * Reads a file from its first byte to its last: decodes, finds records, parses, cleans and judges every row that can be judged by
 * the file alone. Nothing is kept but what rules over several rows need.
 */
export async function* readFile(job: ReadingJob): AsyncGenerator<Reading> {
  if (sha256Of(job.pieces) !== job.sha256) throw new Error('the file is not the one that was uploaded');
  const encoding = detectEncoding(job.pieces);
  if (typeof encoding === 'object') {
    yield* refusal(issue(1, null, 'imports.bad-encoding', encoding.problem));
    return;
  }
  const texts = decodePieces(job.pieces, encoding);
  const first = nextText(texts);
  if (first === undefined) yield* refusal(issue(1, null, 'imports.bad-encoding', 'undecodable'));
  else if (first.trim() === '') yield* refusal(issue(1, null, 'imports.empty-file'));
  if (first === undefined || first.trim() === '') return;
  const { delimiter, skip } = detectDelimiter(first.slice(0, limits.recordCharacters));
  yield* new FileReader(job, encoding, delimiter).read(first.slice(skip), texts);
}

/** The file as a whole; what was read of it so far stands. */
function* refusal(reason: Issue, rows = 0): Generator<Reading> {
  yield { kind: 'refused', issues: [reason] };
  yield { kind: 'end', rows };
}

function sha256Of(pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

interface Page {
  readonly raw: KeptRecord[];
  readonly rows: FileRow[];
  readonly issues: Issue[];
}

class FileReader {
  private readonly job: ReadingJob;
  private readonly encoding: Encoding;
  private readonly delimiter: Delimiter;
  private readonly splitter: RecordSplitter;
  private readonly rules = new FileRules();
  private readonly repairs: ReadonlyMap<number, Repair>;
  private header: Header | undefined;
  private headerIsGood = true;
  private waiting: RawRecord[] = [];
  private row = 1; // The last one numbered.
  private emptyRows = 0; // Read but not numbered yet: at the end of the file they are ignored.

  constructor(job: ReadingJob, encoding: Encoding, delimiter: Delimiter) {
    this.job = job;
    this.encoding = encoding;
    this.delimiter = delimiter;
    this.splitter = new RecordSplitter(delimiter);
    this.repairs = new Map(job.repairs.map((repair) => [repair.row, repair]));
  }

  async *read(first: string, rest: Generator<string>): AsyncGenerator<Reading> {
    for (let text: string | undefined = first; text !== ''; text = nextText(rest)) {
      if (text === undefined) {
        yield* refusal(issue(1, null, 'imports.bad-encoding', 'undecodable'), this.row - 1);
        return;
      }
      yield* this.takeRecords(this.splitter.push(text), false);
      if (this.tooManyRows()) break;
    }
    yield* this.takeRecords(this.splitter.end(), true);
    const rows = this.row - 1;
    if (this.tooManyRows()) yield* refusal(issue(1, null, 'imports.too-many-rows', null, { atMost: limits.rows }), rows);
    else if (rows === 0) yield* refusal(issue(1, null, 'imports.empty-file'));
    else yield { kind: 'end', rows };
  }

  private tooManyRows(): boolean {
    return this.row - 1 > limits.rows;
  }

  private async *takeRecords(records: readonly RawRecord[], final: boolean): AsyncGenerator<Reading> {
    if (this.tooManyRows()) return;
    this.waiting = this.waiting.length === 0 ? [...records] : this.waiting.concat(records);
    if (this.header === undefined && this.waiting.length > 0) yield await this.readHeader(this.waiting.shift()!);
    const { pageRows } = this.job;
    const enough = final ? 1 : pageRows;
    let from = 0;
    for (; this.waiting.length - from >= enough; from += pageRows) {
      yield* this.readPage(this.waiting.slice(from, from + pageRows));
    }
    this.waiting = this.waiting.slice(from);
  }

  private async readHeader(record: RawRecord): Promise<Reading> {
    const [cells] = await parseRecords([record], this.delimiter);
    const { header, issues } = readHeader(cells);
    this.header = header;
    if (record.problem !== null) issues.unshift(issue(1, null, 'imports.bad-record', record.problem));
    if (cells.length > limits.columns) {
      issues.unshift(issue(1, null, 'imports.too-many-columns', null, { found: cells.length, atMost: limits.columns }));
    }
    this.headerIsGood = issues.every(({ code }) => severityOf(code) === 'warning');
    return { kind: 'format', encoding: this.encoding, delimiter: this.delimiter, header: cells, issues };
  }

  private async *readPage(records: readonly RawRecord[]): AsyncGenerator<Reading> {
    const cells = await parseRecords(records, this.delimiter);
    const page: Page = { raw: [], rows: [], issues: [] };
    records.forEach((record, index) => {
      const { problem } = record;
      if (problem === null && isEmptyRecord(cells[index])) {
        this.emptyRows += 1;
        return;
      }
      for (; this.emptyRows > 0; this.emptyRows--) this.take([], [], null, page);
      this.take(cells[index], toKeep(record), problem, page);
    });
    if (page.rows.length > 0) yield { kind: 'page', ...page };
  }

  /** Numbers a row, and judges it when the header says what its cells mean. */
  private take(cells: readonly string[], kept: KeptRecord, problem: RecordProblem | null, page: Page): void {
    this.row += 1;
    const row = this.row;
    page.raw.push(kept);
    const repair = this.repairs.get(row);
    if (repair?.excluded || !this.headerIsGood) {
      page.rows.push({ row, state: repair?.excluded ? 'excluded' : 'broken', values: [] });
      return;
    }
    const found: Issue[] = [];
    const values = this.judge(row, cells, problem, repair, found);
    const unfit = found.some(({ code }) => severityOf(code) === 'error');
    page.rows.push({ row, state: values.length === 0 ? 'broken' : unfit ? 'unfit' : 'fit', values });
    page.issues.push(...found);
  }

  private judge(
    row: number,
    cells: readonly string[],
    problem: RecordProblem | null,
    repair: Repair | undefined,
    found: Issue[],
  ): readonly string[] {
    const repaired = repair !== undefined && Object.keys(repair.cells).length > 0;
    if (problem !== null && !repaired) {
      found.push(issue(row, null, 'imports.bad-record', problem));
      return [];
    }
    // A record that could not be read has no cells but those the operator gave it.
    const arranged = arrange(problem === null ? cells : [], this.header!);
    if (repaired) overlay(arranged, repair.cells);
    else if (cells.length > this.header!.width) {
      found.push(issue(row, null, 'imports.bad-record', 'surplus', { expected: this.header!.width, found: cells.length }));
    }
    if (isEmptyRecord(arranged)) {
      found.push(issue(row, null, 'imports.missing', 'row'));
      return [];
    }
    const values = checkRow(row, arranged, this.job.today, found);
    this.rules.judge(row, values, found);
    return values;
  }
}

/** The operator's cells in their places. Rows are shown with dates as YYYY-MM-DD, so that is how a repair may write them back. */
function overlay(arranged: string[], cells: Repair['cells']): void {
  for (const [name, value] of Object.entries(cells)) {
    const column = columnNamed(name);
    if (column !== undefined) arranged[column] = /^\d{4}-\d{2}-\d{2}$/.test(value) ? value.replaceAll('-', '/') : value;
  }
}

/** The next piece of text; '' at the end, undefined when it cannot be decoded. */
function nextText(texts: Generator<string>): string | undefined {
  try {
    for (let next = texts.next(); !next.done; next = texts.next()) if (next.value !== '') return next.value;
    return '';
  } catch {
    return undefined;
  }
}
