import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ListRows, type ImportRow } from '#contracts/imports/imports';
import type { Page } from '#contracts/message';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingClub } from '../../access.js';
import { columns } from '../../domain/columns.js';
import type { RowUndo } from '../../domain/kept.js';
import { type PlanRow, personIdOf } from '../../domain/plan.js';
import { type RowResult, outcomeOf } from '../../domain/row-outcome.js';
import { resultsOf } from '../../persistence/batch-rows.js';
import { getImport } from '../../persistence/import-records.js';
import { checkedRows } from '../../persistence/pages.js';
import { plansFrom } from '../../persistence/plan-pages.js';
import { rowAfter } from '../../persistence/row-cursor.js';
import { undosOf } from '../../persistence/undo-rows.js';

/** The rows of a file, cleaned, with what became of each. */
@QueryHandler(ListRows)
export class ListRowsHandler implements IQueryHandler<ListRows> {
  constructor(private readonly database: Database) {}

  execute({ importId, limit, after }: ListRows): Promise<Page<ImportRow>> {
    const { club } = actingClub();
    const from = rowAfter(after);
    return this.database.transaction(async (em) => {
      const { assessment } = await getImport(em, club.id, importId);
      const judgement = { importId, organizationId: club.id, assessment };
      const { data, next } = pageOf(await plansFrom(em, judgement, from, limit + 1), limit, ({ row }) => [row]);
      if (data.length === 0) return { data: [], next };
      const to = data[data.length - 1].row;
      const rows = new Map((await checkedRows(em, judgement, from, to)).map((row) => [row.row, row.values]));
      const results = await resultsOf(em, importId, from, to);
      const undos = await undosOf(em, importId, from, to);
      const record = (plan: PlanRow) => rowRecord(importId, plan, rows.get(plan.row) ?? [], results.get(plan.row), undos.get(plan.row));
      return { data: data.map(record), next };
    });
  }
}

function rowRecord(
  importId: Uuid,
  plan: PlanRow,
  values: readonly string[],
  result: RowResult | undefined,
  undo: RowUndo | undefined,
): ImportRow {
  const outcome = outcomeOf(plan, result);
  const isKnown = outcome === 'created' || outcome === 'reused' || plan.personId !== null;
  return {
    row: plan.row,
    values: Object.fromEntries(values.map((value, column) => [columns[column].header, value])),
    outcome,
    personId: result?.reusedPersonId ?? (isKnown ? personIdOf(importId, plan) : null),
    membershipId: result?.membershipId ?? null,
    clientInvoice: result?.clientInvoice ?? null,
    corporateInvoice: result?.corporateInvoice ?? null,
    undo: undo ? undoRecord(undo) : null,
  };
}

const undoRecord = ({ undone, reasons, clientCreditNote, corporateCreditNote }: RowUndo): ImportRow['undo'] => ({
  undone,
  reasons,
  clientCreditNote,
  corporateCreditNote,
});
