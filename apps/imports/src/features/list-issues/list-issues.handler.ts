import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ListIssues, type ImportIssue, type Severity } from '#contracts/imports/imports';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { actingClub } from '../../access.js';
import { columns } from '../../domain/columns.js';
import { render } from '../../domain/messages/render.js';
import type { Language } from '../../domain/template.js';
import { getImport } from '../../persistence/import-records.js';
import { type StoredIssue, countIssues, findIssues } from '../../persistence/issue-rows.js';

type Answer = Page<ImportIssue> & { byCode: { code: string; severity: Severity; rows: number }[] };

/** What was found in a file, by row and column, in the reader's language; and how many rows each cause is about. */
@QueryHandler(ListIssues)
export class ListIssuesHandler implements IQueryHandler<ListIssues> {
  constructor(private readonly database: Database) {}

  execute({ importId, limit, after, severity, code, language }: ListIssues): Promise<Answer> {
    const { club } = actingClub();
    const last = lastShown(after);
    return this.database.transaction(async (em) => {
      const { assessment } = await getImport(em, club.id, importId);
      const judgement = { importId, organizationId: club.id, assessment };
      const found = await findIssues(em, judgement, { severity, code, after: last, limit: limit + 1 });
      const { data, next } = pageOf(found, limit, ({ row, ordinal }) => [row, ordinal]);
      return { data: data.map((issue) => issueRecord(issue, language)), next, byCode: await countIssues(em, judgement) };
    });
  }
}

const issueRecord = (issue: StoredIssue, language: Language): ImportIssue => ({
  row: issue.row,
  column: issue.column === null ? null : columns[issue.column].header,
  code: issue.code,
  severity: issue.severity,
  ...render(issue, language),
  ...(issue.candidates && {
    candidates: issue.candidates.map((candidate) => ({ ...candidate, because: [...candidate.because] })),
    answer: issue.answer,
  }),
});

function lastShown(after: string | undefined): { row: number; ordinal: number } | undefined {
  const cursor = decodeCursor(after, 2);
  if (!cursor) return undefined;
  if (!cursor.every(Number.isSafeInteger)) throw new BadCursor();
  const [row, ordinal] = cursor as number[];
  return { row, ordinal };
}
