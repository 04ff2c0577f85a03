import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { execute, insertRows, query } from '#platform/database/sql';
import type { Parties } from '../domain/undo.js';
import type { UndoneImport } from './undo-rows.js';

export type UndoKind = 'rows' | 'people';

/** A batch is over when everybody it goes to has answered. */
const over: Record<UndoKind, string> = {
  rows: '(countered_at IS NOT NULL AND cancelled_at IS NOT NULL)',
  people: 'withdrawn_at IS NOT NULL',
};

/** Cuts the rows that are not decided yet into batches. Doing it twice cuts once. */
export async function cutUndoBatches(em: EntityManager, { importId, organizationId }: UndoneImport, size: number): Promise<void> {
  await execute(
    em,
    `INSERT INTO undo_batches (import_id, kind, batch, organization_id, row_numbers)
     SELECT $1, 'rows', batch, $2, array_agg(row_number ORDER BY row_number)
     FROM (SELECT row_number, (row_number() OVER (ORDER BY row_number) - 1) / $3 + 1 AS batch
           FROM undo_rows r WHERE import_id = $1 AND NOT EXISTS (
             SELECT FROM undo_verdicts v WHERE v.import_id = r.import_id AND v.row_number = r.row_number)) numbered
     GROUP BY batch ON CONFLICT DO NOTHING`,
    [importId, organizationId, size],
  );
}

export async function savePartyBatches(em: EntityManager, undo: UndoneImport, batches: readonly Parties[]): Promise<void> {
  const columns = { import_id: 'uuid', kind: 'text', batch: 'int', organization_id: 'uuid', row_numbers: 'int[]', parties: 'json' };
  const values = batches.map(({ rows, accounts, people }, i) => {
    return [undo.importId, 'people', i + 1, undo.organizationId, rows, JSON.stringify({ accounts, people })];
  });
  await insertRows(em, 'undo_batches', columns, values, 'ON CONFLICT DO NOTHING');
}

export interface UndoBatch {
  readonly batch: number;
  readonly rows: number[];
  readonly parties: Pick<Parties, 'accounts' | 'people'> | null;
}

/** Up to `limit` batches that were not sent yet. The import is locked by the caller. */
export function nextUndoBatches(em: EntityManager, importId: Uuid, kind: UndoKind, limit: number): Promise<UndoBatch[]> {
  const text = `SELECT batch, row_numbers AS rows, parties FROM undo_batches
    WHERE import_id = $1 AND kind = $2 AND sent_at IS NULL ORDER BY batch LIMIT $3`;
  return query(em, text, [importId, kind, limit]);
}

export async function markUndoSent(em: EntityManager, importId: Uuid, kind: UndoKind, batches: readonly number[], at: Date): Promise<void> {
  const text = `UPDATE undo_batches SET sent_at = $4 WHERE import_id = $1 AND kind = $2 AND batch = ANY ($3::int[]) AND sent_at IS NULL`;
  await execute(em, text, [importId, kind, batches, at]);
}

export interface UndoBatchProgress {
  readonly batches: number;
  readonly inFlight: number; // Sent, and not over.
  readonly open: number; // Not over.
}

export async function undoProgress(em: EntityManager, importId: Uuid, kind: UndoKind): Promise<UndoBatchProgress> {
  const [progress] = await query<UndoBatchProgress>(
    em,
    `SELECT count(*)::int AS batches, (count(*) FILTER (WHERE sent_at IS NOT NULL AND NOT ${over[kind]}))::int AS "inFlight",
       (count(*) FILTER (WHERE NOT ${over[kind]}))::int AS open
     FROM undo_batches WHERE import_id = $1 AND kind = $2`,
    [importId, kind],
  );
  return progress;
}

export type UndoStage = 'countered' | 'cancelled' | 'withdrawn';

/** Marks a batch as through one stage, and gives its rows; undefined when it was marked already. */
export async function markUndoStage(
  em: EntityManager,
  importId: Uuid,
  batch: number,
  stage: UndoStage,
  at: Date,
): Promise<number | undefined> {
  const kind: UndoKind = stage === 'withdrawn' ? 'people' : 'rows';
  const [marked] = await query<{ rows: number }>(
    em,
    `UPDATE undo_batches SET ${stage}_at = $4 WHERE import_id = $1 AND kind = $2 AND batch = $3 AND ${stage}_at IS NULL
     RETURNING cardinality(row_numbers) AS rows`,
    [importId, kind, batch, at],
  );
  return marked?.rows;
}
