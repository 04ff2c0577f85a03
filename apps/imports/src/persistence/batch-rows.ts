import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { InvoicedRow } from '#contracts/billing/invoices-issued.event';
import { execute, insertRows, query } from '#platform/database/sql';
import type { Batch } from '../domain/batches.js';
import type { RowResult } from '../domain/row-outcome.js';

interface Owned {
  readonly importId: Uuid;
  readonly organizationId: Uuid;
}

export async function saveBatches(em: EntityManager, { importId, organizationId }: Owned, batches: readonly Batch[]): Promise<void> {
  const columns = { import_id: 'uuid', batch: 'int', organization_id: 'uuid', row_numbers: 'int[]', after_batch: 'int' };
  const rows = batches.map(({ number, rows: numbers, after }) => [importId, number, organizationId, numbers, after]);
  await insertRows(em, 'batches', columns, rows, 'ON CONFLICT DO NOTHING');
}

/** Before any was sent: the run did not take place. */
export async function dropBatches(em: EntityManager, importId: Uuid): Promise<void> {
  await execute(em, `DELETE FROM batches WHERE import_id = $1 AND sent_at IS NULL`, [importId]);
}

/** Up to `limit` batches that may go next: not sent yet, and nothing before them unfinished. The import is locked by the caller. */
export async function nextBatches(em: EntityManager, importId: Uuid, limit: number): Promise<{ batch: number; rows: number[] }[]> {
  return query(
    em,
    `SELECT next.batch, next.row_numbers AS rows FROM batches next LEFT JOIN batches before
       ON before.import_id = next.import_id AND before.batch = next.after_batch
     WHERE next.import_id = $1 AND next.sent_at IS NULL AND (next.after_batch IS NULL OR before.issued_at IS NOT NULL)
     ORDER BY next.batch LIMIT $2`,
    [importId, limit],
  );
}

export async function markSent(em: EntityManager, importId: Uuid, batches: readonly number[], at: Date): Promise<void> {
  await execute(em, `UPDATE batches SET sent_at = $3 WHERE import_id = $1 AND batch = ANY ($2::int[]) AND sent_at IS NULL`, [
    importId,
    batches,
    at,
  ]);
}

export type BatchStage = 'admitted' | 'enrolled' | 'issued';

export interface BatchProgress {
  readonly sent: number;
  readonly inFlight: number; // Sent, and their invoices not in.
  readonly open: number; // Not through every stage.
}

export interface StagePassed {
  readonly rows: number;
  readonly inFlight: number; // As BatchProgress, with this batch marked.
  readonly open: number;
}

/** Marks a batch as through one stage and says where the run stands; undefined when it was marked already. */
export async function markStage(
  em: EntityManager,
  importId: Uuid,
  batch: number,
  stage: BatchStage,
  at: Date,
): Promise<StagePassed | undefined> {
  const [passed] = await query<StagePassed>(
    em,
    `WITH marked AS (
       UPDATE batches SET ${stage}_at = $3 WHERE import_id = $1 AND batch = $2 AND ${stage}_at IS NULL RETURNING *)
     SELECT cardinality(marked.row_numbers) AS rows,
       (count(o.sent_at) - count(o.issued_at))::int + (marked.issued_at IS NULL)::int AS "inFlight",
       (count(*) FILTER (WHERE o.batch IS NOT NULL AND (o.admitted_at IS NULL OR o.enrolled_at IS NULL OR o.issued_at IS NULL)))::int
         + (marked.admitted_at IS NULL OR marked.enrolled_at IS NULL OR marked.issued_at IS NULL)::int AS open
     FROM marked LEFT JOIN batches o ON o.import_id = $1 AND o.batch <> $2
     GROUP BY marked.row_numbers, marked.admitted_at, marked.enrolled_at, marked.issued_at`,
    [importId, batch, at],
  );
  return passed;
}

export async function batchProgress(em: EntityManager, importId: Uuid): Promise<BatchProgress> {
  const [progress] = await query<BatchProgress>(
    em,
    `SELECT count(sent_at)::int AS sent, (count(sent_at) - count(issued_at))::int AS "inFlight",
            count(*) FILTER (WHERE admitted_at IS NULL OR enrolled_at IS NULL OR issued_at IS NULL)::int AS open
     FROM batches WHERE import_id = $1`,
    [importId],
  );
  return progress;
}

/** What a row was found to be during the run, against the plan. */
export async function saveDeviations(
  em: EntityManager,
  { importId, organizationId }: Owned,
  outcome: 'reused' | 'skipped',
  rows: readonly { row: number; personId: Uuid | null }[],
): Promise<void> {
  const columns = { import_id: 'uuid', row_number: 'int', outcome: 'text', organization_id: 'uuid', person_id: 'uuid' };
  const values = rows.map(({ row, personId }) => [importId, row, outcome, organizationId, personId]);
  await insertRows(em, 'deviations', columns, values, 'ON CONFLICT DO NOTHING');
}

/** The documents of a batch (IMP-19). */
export async function saveResults(em: EntityManager, { importId, organizationId }: Owned, rows: readonly InvoicedRow[]): Promise<void> {
  const columns = {
    import_id: 'uuid',
    row_number: 'int',
    organization_id: 'uuid',
    membership_id: 'uuid',
    client_invoice_id: 'uuid',
    client_invoice_number: 'text',
    corporate_invoice_id: 'uuid',
    corporate_invoice_number: 'text',
    payment_id: 'uuid',
  };
  const values = rows.map((row) => {
    const client = [row.clientInvoiceId, row.clientInvoiceNumber];
    const corporate = [row.corporateInvoiceId, row.corporateInvoiceNumber];
    return [importId, row.row, organizationId, row.membershipId, ...client, ...corporate, row.paymentId];
  });
  await insertRows(em, 'results', columns, values, 'ON CONFLICT DO NOTHING');
}

/** What became of rows `from` to `to` by now. */
export async function resultsOf(em: EntityManager, importId: Uuid, from: number, to: number): Promise<Map<number, RowResult>> {
  const rows = await query<RowResult>(
    em,
    `SELECT row_number AS row, r.membership_id AS "membershipId", d.reused_person_id AS "reusedPersonId", coalesce(d.skipped, false) AS skipped,
            CASE WHEN r.client_invoice_id IS NOT NULL THEN jsonb_build_object('id', r.client_invoice_id, 'number', r.client_invoice_number) END AS "clientInvoice",
            CASE WHEN r.corporate_invoice_id IS NOT NULL THEN jsonb_build_object('id', r.corporate_invoice_id, 'number', r.corporate_invoice_number) END AS "corporateInvoice"
     FROM (SELECT * FROM results WHERE import_id = $1 AND row_number BETWEEN $2 AND $3) r
     FULL JOIN (SELECT row_number, (array_agg(person_id) FILTER (WHERE outcome = 'reused'))[1] AS reused_person_id, bool_or(outcome = 'skipped') AS skipped
                FROM deviations WHERE import_id = $1 AND row_number BETWEEN $2 AND $3 GROUP BY row_number) d USING (row_number)`,
    [importId, from, to],
  );
  return new Map(rows.map((row) => [row.row, row]));
}

/** What became of every row, counted: the equation of a finished import. Grouped, not joined: no guess at the rows of a page goes wrong. */
export async function countOutcomes(
  em: EntityManager,
  importId: Uuid,
  assessment: number,
): Promise<{ rows: number; created: number; reused: number; skipped: number; failed: number }> {
  const [counts] = await query<{ rows: number; created: number; reused: number; skipped: number; failed: number }>(
    em,
    `WITH outcomes AS (
       SELECT CASE WHEN max(planned) IN ('skip', 'exclude') OR bool_or(skipped) THEN 'skipped'
                   WHEN NOT bool_or(sold) THEN 'failed'
                   WHEN max(planned) = 'reuse' OR bool_or(reused) THEN 'reused' ELSE 'created' END AS outcome
       FROM (SELECT (first_row + place - 1)::int AS row_number, planned, false AS sold, false AS skipped, false AS reused
             FROM plan_pages, unnest(outcomes) WITH ORDINALITY AS planned (planned, place) WHERE import_id = $1 AND assessment = $2
             UNION ALL SELECT row_number, NULL, true, false, false FROM results WHERE import_id = $1
             UNION ALL SELECT row_number, NULL, false, outcome = 'skipped', outcome = 'reused' FROM deviations WHERE import_id = $1) each
       GROUP BY row_number HAVING max(planned) IS NOT NULL)
     SELECT count(*)::int AS rows, ${['created', 'reused', 'skipped', 'failed'].map((name) => `count(*) FILTER (WHERE outcome = '${name}')::int AS ${name}`).join(', ')}
     FROM outcomes`,
    [importId, assessment],
  );
  return counts;
}
