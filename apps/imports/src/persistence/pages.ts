import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { MatchVerdict } from '#contracts/identity/match-people.query';
import { execute, query } from '#platform/database/sql';
import type { FileRow } from '../domain/file-row.js';
import type { Issue } from '../domain/issue.js';
import type { Delimiter } from '../reading/delimiter.js';
import { type KeptRecord, cellsOf } from '../reading/record-parser.js';

/** Which judgement of which file. */
export interface Judgement {
  readonly importId: Uuid;
  readonly organizationId: Uuid;
  readonly assessment: number;
}

/** The records of a page as they stand in the file, as JSON text. They never change: only the first judgement writes them. */
export async function saveRecords(
  em: EntityManager,
  { importId, organizationId }: Judgement,
  firstRow: number,
  count: number,
  records: string,
): Promise<void> {
  await execute(
    em,
    `INSERT INTO record_pages (import_id, first_row, organization_id, row_count, records) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [importId, firstRow, organizationId, count, records],
  );
}

/** Clears what a first judgement that was broken off has left. */
export async function dropRecords(em: EntityManager, importId: Uuid): Promise<void> {
  await execute(em, `DELETE FROM record_pages WHERE import_id = $1`, [importId]);
}

/** A page as judged, as JSON text where it need not be looked into. */
export interface PageToKeep {
  readonly firstRow: number;
  readonly count: number;
  readonly rows: string;
  readonly issues: readonly Issue[]; // Of its rows by themselves.
  readonly verdicts: readonly MatchVerdict[]; // What identity said of them.
}

export async function saveChecked(em: EntityManager, { importId, organizationId, assessment }: Judgement, page: PageToKeep): Promise<void> {
  const { firstRow, count, rows, issues, verdicts } = page;
  await execute(
    em,
    `INSERT INTO checked_pages (import_id, assessment, first_row, organization_id, row_count, rows, issues, verdicts)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [importId, assessment, firstRow, organizationId, count, rows, JSON.stringify(issues), JSON.stringify(verdicts)],
  );
  await execute(em, `UPDATE imports SET processed = greatest(processed, $2) WHERE id = $1 AND state = 'checking'`, [
    importId,
    firstRow + count - 2,
  ]);
}

/** Clears what a judgement that was broken off has left. */
export async function beginJudgement(em: EntityManager, { importId, assessment }: Judgement): Promise<void> {
  await execute(em, `DELETE FROM checked_pages WHERE import_id = $1 AND assessment = $2`, [importId, assessment]);
}

/** Makes the pages of the judgement before those of this one; with new verdicts where some are given, by first row. */
export async function movePages(
  em: EntityManager,
  { importId, assessment }: Judgement,
  from: number,
  verdicts: ReadonlyMap<number, readonly MatchVerdict[]> = new Map(),
): Promise<void> {
  await execute(
    em,
    `UPDATE checked_pages page SET assessment = $2, verdicts = coalesce(
       (SELECT verdicts FROM unnest($4::int[], $5::text[]) AS changed (first_row, verdicts) WHERE changed.first_row = page.first_row), verdicts)
     WHERE import_id = $1 AND assessment = $3`,
    [importId, assessment, from, [...verdicts.keys()], [...verdicts.values()].map((some) => JSON.stringify(some))],
  );
}

export interface StoredPage {
  readonly firstRow: number;
  readonly rows: readonly FileRow[];
  readonly issues: readonly Issue[];
  readonly verdicts: readonly MatchVerdict[];
}

/** The pages of a judgement that hold any of rows `from` to `to`, in order. */
export async function checkedPages(
  em: EntityManager,
  { importId, assessment }: Judgement,
  from: number,
  to: number,
): Promise<StoredPage[]> {
  const pages = await query<{ firstRow: number; rows: string; issues: string; verdicts: string }>(
    em,
    `SELECT first_row AS "firstRow", rows, issues, verdicts FROM checked_pages
     WHERE import_id = $1 AND assessment = $2 AND first_row + row_count > $3 AND first_row <= $4 ORDER BY first_row`,
    [importId, assessment, from, to],
  );
  return pages.map(({ firstRow, rows, issues, verdicts }) => ({
    firstRow,
    rows: JSON.parse(rows) as FileRow[],
    issues: JSON.parse(issues) as Issue[],
    verdicts: JSON.parse(verdicts) as MatchVerdict[],
  }));
}

/** All pages of a judgement, some thousand rows at a time. */
export async function* allPages(load: (from: number, to: number) => Promise<StoredPage[]>): AsyncGenerator<StoredPage> {
  for (let from = 2; ;) {
    const pages = await load(from, from + 3_999);
    if (pages.length === 0) return;
    yield* pages;
    from = pages[pages.length - 1].rows.at(-1)!.row + 1;
  }
}

/** Rows `from` to `to` as judged. */
export async function checkedRows(em: EntityManager, judgement: Judgement, from: number, to: number): Promise<FileRow[]> {
  const pages = await checkedPages(em, judgement, from, to);
  return pages.flatMap(({ rows }) => rows.filter(({ row }) => row >= from && row <= to));
}

/** These rows as judged, wherever in the file they stand. */
export async function checkedRowsNumbered(
  em: EntityManager,
  { importId, assessment }: Judgement,
  numbers: readonly number[],
): Promise<Map<number, FileRow>> {
  const pages = await query<{ rows: string }>(
    em,
    `SELECT rows FROM checked_pages WHERE import_id = $1 AND assessment = $2
       AND EXISTS (SELECT FROM unnest($3::int[]) n WHERE n >= first_row AND n < first_row + row_count)`,
    [importId, assessment, numbers],
  );
  const wanted = new Set(numbers);
  const found = pages.flatMap(({ rows }) => (JSON.parse(rows) as FileRow[]).filter(({ row }) => wanted.has(row)));
  return new Map(found.map((row) => [row.row, row]));
}

/** The page of records that holds row `from`, cut into cells as the file has them. */
export async function recordsFrom(
  em: EntityManager,
  importId: Uuid,
  from: number,
  delimiter: Delimiter,
): Promise<{ firstRow: number; records: (readonly string[])[] } | undefined> {
  const [page] = await query<{ first_row: number; records: string }>(
    em,
    `SELECT first_row, records FROM record_pages WHERE import_id = $1 AND first_row + row_count > $2 ORDER BY first_row LIMIT 1`,
    [importId, from],
  );
  return page && { firstRow: page.first_row, records: await cellsOf(JSON.parse(page.records) as KeptRecord[], delimiter) };
}

/** What was judged before this judgement goes. */
export async function dropEarlierJudgements(em: EntityManager, { importId, assessment }: Judgement): Promise<void> {
  for (const table of ['checked_pages', 'issues', 'plan_pages']) {
    await execute(em, `DELETE FROM ${table} WHERE import_id = $1 AND assessment < $2`, [importId, assessment]);
  }
}

/** Whether the file has this row. */
export const hasRow = async (em: EntityManager, importId: Uuid, row: number): Promise<boolean> => {
  const text = `SELECT 1 FROM record_pages WHERE import_id = $1 AND $2 >= first_row AND $2 < first_row + row_count`;
  return (await query(em, text, [importId, row])).length > 0;
};

/** Forgets a file and everything found in it. */
export async function dropFile(em: EntityManager, importId: Uuid): Promise<void> {
  for (const table of ['checked_pages', 'issues', 'plan_pages', 'record_pages'])
    await execute(em, `DELETE FROM ${table} WHERE import_id = $1`, [importId]);
}
