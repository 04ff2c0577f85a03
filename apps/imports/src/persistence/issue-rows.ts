import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { insertRows, query } from '#platform/database/sql';
import { type Candidate, type Issue, type IssueCode, type Params, type Severity, severityOf } from '../domain/issue.js';
import type { Judgement } from './pages.js';

const columns = {
  import_id: 'uuid',
  assessment: 'int',
  row_number: 'int',
  ordinal: 'int',
  organization_id: 'uuid',
  place: 'int',
  code: 'text',
  variant: 'text',
  severity: 'text',
  params: 'jsonb',
  candidates: 'jsonb',
};

const atOnce = 5_000;

/** Issues sorted by row, without words: those are chosen by who reads them. */
export async function saveIssues(
  em: EntityManager,
  { importId, assessment, organizationId }: Judgement,
  issues: readonly Issue[],
): Promise<void> {
  let last = { row: 0, ordinal: 0 };
  const rows = issues.map(({ row, column, code, variant, params, candidates }) => {
    last = { row, ordinal: last.row === row ? last.ordinal + 1 : 0 };
    return [importId, assessment, row, last.ordinal, organizationId, column, code, variant, severityOf(code), params, candidates ?? null];
  });
  for (let from = 0; from < rows.length; from += atOnce) await insertRows(em, 'issues', columns, rows.slice(from, from + atOnce));
}

export interface StoredIssue extends Issue {
  readonly ordinal: number;
  readonly severity: Severity;
  readonly answer: { personId: Uuid | null } | null;
}

interface IssueRow {
  row_number: number;
  ordinal: number;
  place: number | null;
  code: IssueCode;
  variant: string | null;
  severity: Severity;
  params: Params;
  candidates: Candidate[] | null;
  decided: boolean;
  person_id: Uuid | null;
}

export interface IssueFilter {
  readonly severity?: Severity;
  readonly code?: string;
  readonly fromRow?: number;
  readonly toRow?: number;
  readonly after?: { row: number; ordinal: number };
  readonly limit?: number;
}

/** Issues of a judgement by row, with the answers given to those that ask. */
export async function findIssues(em: EntityManager, { importId, assessment }: Judgement, filter: IssueFilter): Promise<StoredIssue[]> {
  const { severity = null, code = null, fromRow = 0, toRow = 2_000_000, after = { row: 0, ordinal: -1 }, limit = null } = filter;
  const rows = await query<IssueRow>(
    em,
    `SELECT i.row_number, i.ordinal, i.place, i.code, i.variant, i.severity, i.params, i.candidates,
            d.row_number IS NOT NULL AS decided, d.person_id
     FROM issues i LEFT JOIN decisions d ON d.import_id = i.import_id AND d.row_number = i.row_number AND i.severity = 'decision'
     WHERE i.import_id = $1 AND i.assessment = $2 AND ($3::text IS NULL OR i.severity = $3) AND ($4::text IS NULL OR i.code = $4)
       AND i.row_number BETWEEN $5 AND $6 AND (i.row_number, i.ordinal) > ($7, $8)
     ORDER BY i.row_number, i.ordinal LIMIT $9`,
    [importId, assessment, severity, code, fromRow, toRow, after.row, after.ordinal, limit],
  );
  return rows.map(({ row_number: row, place: column, candidates, decided, person_id: personId, ...issue }) => ({
    ...issue,
    row,
    column,
    ...(candidates && { candidates }),
    answer: decided ? { personId } : null,
  }));
}

/** How many rows each code is about: what a person reads first when there are thousands. */
export async function countIssues(
  em: EntityManager,
  { importId, assessment }: Judgement,
): Promise<{ code: string; severity: Severity; rows: number }[]> {
  return query(
    em,
    `SELECT code, severity, count(DISTINCT row_number)::int AS rows FROM issues WHERE import_id = $1 AND assessment = $2
     GROUP BY code, severity ORDER BY array_position(ARRAY['error', 'decision', 'warning'], severity), rows DESC, code`,
    [importId, assessment],
  );
}
