import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { LevelSum } from '#contracts/billing/billing-summary';
import type { BatchOrderKind, BatchOrderRecord, BatchOrderState } from '#contracts/memberships/batch-orders';
import { execute, query } from '#platform/database/sql';
import type { AskedRow, BatchPlan, JudgedRow, RowResult } from '../domain/batch.js';

interface Row {
  readonly entry: number;
  readonly id: Uuid;
  readonly kind: BatchOrderKind;
  readonly state: BatchOrderState;
  readonly rows: number;
  readonly processed: number;
  readonly barred: number;
  readonly done: number;
  readonly refused: number;
  readonly levels: LevelSum[];
  readonly previewHash: string | null;
  readonly orderedBy: string;
  readonly createdAt: Date;
  readonly confirmedAt: Date | null;
  readonly finishedAt: Date | null;
}

const columns = `entry, id, kind, state, rows, processed, barred, done, refused, levels, preview_hash AS "previewHash",
  ordered_by AS "orderedBy", created_at AS "createdAt", confirmed_at AS "confirmedAt", finished_at AS "finishedAt"`;

export async function findBatchOrder(
  em: EntityManager,
  sellerId: Uuid,
  id: Uuid,
  lock: '' | 'FOR UPDATE' = '',
): Promise<BatchOrderRecord | undefined> {
  const [row] = await query<Row>(em, `SELECT ${columns} FROM batch_orders WHERE id = $1 AND seller_id = $2 ${lock}`, [id, sellerId]);
  return row && recordOf(row);
}

export async function listBatchOrders(
  em: EntityManager,
  sellerId: Uuid,
  { kind, state, before, limit }: { kind?: BatchOrderKind; state?: BatchOrderState; before?: number; limit: number },
): Promise<{ entry: number; record: BatchOrderRecord }[]> {
  const rows = await query<Row>(
    em,
    `SELECT ${columns} FROM batch_orders WHERE seller_id = $1 AND ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR state = $3)
       AND ($4::bigint IS NULL OR entry < $4) ORDER BY entry DESC LIMIT $5`,
    [sellerId, kind ?? null, state ?? null, before ?? null, limit],
  );
  return rows.map((row) => ({ entry: row.entry, record: recordOf(row) }));
}

export const insertBatchOrder = (
  em: EntityManager,
  one: { id: Uuid; sellerId: Uuid; kind: BatchOrderKind; rows: number; orderedBy: string },
): Promise<number> =>
  execute(em, `INSERT INTO batch_orders (id, seller_id, kind, state, rows, ordered_by) VALUES ($1, $2, $3, 'previewing', $4, $5)`, [
    one.id,
    one.sellerId,
    one.kind,
    one.rows,
    one.orderedBy,
  ]);

export const appendPiece = (em: EntityManager, orderId: Uuid, piece: number, sellerId: Uuid, asked: readonly object[]): Promise<number> =>
  execute(em, `INSERT INTO batch_order_pieces (order_id, piece, seller_id, asked) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [
    orderId,
    piece,
    sellerId,
    JSON.stringify(asked),
  ]);

/** Pieces of orders that never began. */
export const forgetOldPieces = (em: EntityManager, sellerId: Uuid): Promise<number> =>
  execute(
    em,
    `DELETE FROM batch_order_pieces p WHERE seller_id = $1 AND appended_at < now() - interval '1 day'
       AND NOT EXISTS (SELECT FROM batch_orders o WHERE o.id = p.order_id)`,
    [sellerId],
  );

export async function countAppended(em: EntityManager, orderId: Uuid): Promise<number> {
  const text = 'SELECT coalesce(sum(json_array_length(asked)), 0)::int AS rows FROM batch_order_pieces WHERE order_id = $1';
  return (await query<{ rows: number }>(em, text, [orderId]))[0].rows;
}

/** As they were asked, in their order. */
export async function askedRows(em: EntityManager, orderId: Uuid): Promise<AskedRow[]> {
  const text = 'SELECT asked FROM batch_order_pieces WHERE order_id = $1 ORDER BY piece';
  return (await query<{ asked: Omit<AskedRow, 'row'>[] }>(em, text, [orderId]))
    .flatMap(({ asked }) => asked)
    .map((one, i) => ({ ...one, row: i + 1 }) as AskedRow);
}

/** What was found of them; of an order whose preview is not through, nothing. */
export async function judgedRows(em: EntityManager, orderId: Uuid): Promise<JudgedRow[]> {
  const text = 'SELECT judged FROM batch_order_pieces WHERE order_id = $1 AND judged IS NOT NULL ORDER BY piece';
  return (await query<{ judged: JudgedRow[] }>(em, text, [orderId])).flatMap(({ judged }) => judged);
}

/** By pieces of the size they came in. */
export const keepJudged = (em: EntityManager, orderId: Uuid, pieces: readonly (readonly JudgedRow[])[]): Promise<number> =>
  execute(
    em,
    `UPDATE batch_order_pieces p SET judged = t.judged::json FROM unnest($2::int[], $3::text[]) AS t (piece, judged)
     WHERE p.order_id = $1 AND p.piece = t.piece`,
    [orderId, pieces.map((_, i) => i), pieces.map((rows) => JSON.stringify(rows))],
  );

/** A preview that was cut off is made anew. */
export const dropParts = (em: EntityManager, orderId: Uuid): Promise<number> =>
  execute(em, 'DELETE FROM batch_order_parts WHERE order_id = $1 AND result IS NULL', [orderId]);

export const insertPart = (em: EntityManager, orderId: Uuid, part: number, sellerId: Uuid, plan: BatchPlan): Promise<number> =>
  execute(em, 'INSERT INTO batch_order_parts (order_id, part, seller_id, plan) VALUES ($1, $2, $3, $4)', [
    orderId,
    part,
    sellerId,
    JSON.stringify(plan),
  ]);

export async function partsToDo(em: EntityManager, orderId: Uuid): Promise<number[]> {
  const text = 'SELECT part FROM batch_order_parts WHERE order_id = $1 AND result IS NULL ORDER BY part';
  return (await query<{ part: number }>(em, text, [orderId])).map(({ part }) => part);
}

export async function planOf(em: EntityManager, orderId: Uuid, part: number): Promise<BatchPlan> {
  const text = 'SELECT plan FROM batch_order_parts WHERE order_id = $1 AND part = $2';
  return (await query<{ plan: BatchPlan }>(em, text, [orderId, part]))[0].plan;
}

export async function plansOf(em: EntityManager, orderId: Uuid): Promise<BatchPlan[]> {
  const text = 'SELECT plan FROM batch_order_parts WHERE order_id = $1 ORDER BY part';
  return (await query<{ plan: BatchPlan }>(em, text, [orderId])).map(({ plan }) => plan);
}

export async function resultsOf(em: EntityManager, orderId: Uuid): Promise<RowResult[]> {
  const text = 'SELECT result FROM batch_order_parts WHERE order_id = $1 AND result IS NOT NULL';
  return (await query<{ result: RowResult[] }>(em, text, [orderId])).flatMap(({ result }) => result);
}

/** Whether it was not written down before. */
export const keepResult = async (em: EntityManager, orderId: Uuid, part: number, result: readonly RowResult[]): Promise<boolean> =>
  (await execute(em, 'UPDATE batch_order_parts SET result = $3 WHERE order_id = $1 AND part = $2 AND result IS NULL', [
    orderId,
    part,
    JSON.stringify(result),
  ])) === 1;

export const markProcessed = (em: EntityManager, orderId: Uuid, processed: number): Promise<number> =>
  execute(em, `UPDATE batch_orders SET processed = $2 WHERE id = $1 AND state = 'previewing'`, [orderId, processed]);

/** Previewed: what waits for somebody's word. */
export const makeReady = (
  em: EntityManager,
  orderId: Uuid,
  { barred, levels, previewHash }: { barred: number; levels: readonly LevelSum[]; previewHash: string },
): Promise<number> =>
  execute(
    em,
    `UPDATE batch_orders SET state = 'ready', processed = rows, barred = $2, levels = $3, preview_hash = $4 WHERE id = $1 AND state = 'previewing'`,
    [orderId, barred, JSON.stringify(levels), previewHash],
  );

/** Confirmed: its barred rows have come to their end already. */
export const beginRun = (em: EntityManager, orderId: Uuid): Promise<number> =>
  execute(em, `UPDATE batch_orders SET state = 'running', processed = barred, confirmed_at = now() WHERE id = $1 AND state = 'ready'`, [
    orderId,
  ]);

export const discardOrder = (em: EntityManager, orderId: Uuid): Promise<number> =>
  execute(em, `UPDATE batch_orders SET state = 'discarded', finished_at = now() WHERE id = $1 AND state = 'ready'`, [orderId]);

export const addDone = (em: EntityManager, orderId: Uuid, done: number, refused: number): Promise<number> =>
  execute(em, 'UPDATE batch_orders SET processed = processed + $2 + $3, done = done + $2, refused = refused + $3 WHERE id = $1', [
    orderId,
    done,
    refused,
  ]);

/** Whether it was this call that finished it. */
export const finishOrder = async (em: EntityManager, orderId: Uuid): Promise<boolean> =>
  (await execute(em, `UPDATE batch_orders SET state = 'finished', finished_at = now() WHERE id = $1 AND state = 'running'`, [orderId])) ===
  1;

const recordOf = ({ entry: _entry, barred, done, refused, createdAt, confirmedAt, finishedAt, ...row }: Row): BatchOrderRecord => ({
  ...row,
  counts: { waiting: row.rows - barred - done - refused, barred, done, refused },
  createdAt: createdAt.toISOString(),
  confirmedAt: confirmedAt?.toISOString() ?? null,
  finishedAt: finishedAt?.toISOString() ?? null,
});
