import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { GetReport } from '#contracts/imports/imports';
import { Database } from '#platform/database/database';
import { encodeCursor } from '#platform/paging';
import { actingClub } from '../../access.js';
import { NotReady } from '../../domain/imports.errors.js';
import { type ReportedRow, fileLine, headerLine, rowLine } from '../../domain/report.js';
import { resultsOf } from '../../persistence/batch-rows.js';
import { getImport } from '../../persistence/import-records.js';
import { findIssues } from '../../persistence/issue-rows.js';
import { recordsFrom } from '../../persistence/pages.js';
import { plansFrom } from '../../persistence/plan-pages.js';
import type { Delimiter } from '../../reading/delimiter.js';
import { rowAfter } from '../../persistence/row-cursor.js';
import { undosOf } from '../../persistence/undo-rows.js';

/** The annotated file, a page of records at a time: every row as it stands in the file, and what was found and done (IMP-18, IMP-19). */
@QueryHandler(GetReport)
export class GetReportHandler implements IQueryHandler<GetReport> {
  constructor(private readonly database: Database) {}

  execute({ importId, after, language }: GetReport): Promise<{ text: string; next: string | null; fileName: string }> {
    const { club } = actingClub();
    const from = rowAfter(after);
    return this.database.transaction(async (em) => {
      const found = await getImport(em, club.id, importId);
      if (found.assessment === 0 || found.state === 'discarded') throw new NotReady({ state: found.state });
      const judgement = { importId, organizationId: club.id, assessment: found.assessment };
      const { header, delimiter } = found.fileFormat ?? { header: [], delimiter: ',' };
      const style = { width: header.length, delimiter, language };

      let text = '';
      if (from === 2) {
        const ofFile = await findIssues(em, judgement, { toRow: 1 });
        text = headerLine(header, style) + (ofFile.length > 0 ? fileLine(ofFile, style) : '');
      }
      const page = await recordsFrom(em, importId, from, delimiter as Delimiter);
      const fileName = `${found.fileName.replace(/\.[^.]*$/, '')}-report.csv`;
      if (!page) return { text, next: null, fileName };

      const last = page.firstRow + page.records.length - 1;
      const issues = Map.groupBy(await findIssues(em, judgement, { fromRow: page.firstRow, toRow: last }), ({ row }) => row);
      const plans = new Map((await plansFrom(em, judgement, page.firstRow, page.records.length)).map((plan) => [plan.row, plan]));
      const results = await resultsOf(em, importId, page.firstRow, last);
      const undos = await undosOf(em, importId, page.firstRow, last);
      const lines = page.records.map((cells, index) => {
        const row = page.firstRow + index;
        const reported: ReportedRow = {
          row,
          cells,
          issues: issues.get(row) ?? [],
          plan: plans.get(row),
          result: results.get(row),
          undo: undos.get(row),
        };
        return rowLine(reported, style);
      });
      return { text: text + lines.join(''), next: encodeCursor([last]), fileName };
    });
  }
}
