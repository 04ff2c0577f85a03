import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { Database } from '#platform/database/database';
import type { ErrorData } from '#platform/messaging/remote-error';
import { execute, query } from '#platform/database/sql';

export type OperationKind = 'sale' | 'replacement' | 'cancellation' | 'month' | 'affiliation' | 'affiliation-end';

/** What was ordered, and what came of it: an answer, or a refusal that left nothing behind. */
export interface Operation {
  readonly id: Uuid;
  readonly kind: OperationKind;
  readonly sellerId: Uuid;
  readonly state: 'running' | 'done' | 'refused';
  readonly ordered: object;
  readonly answer: object | null;
}

export type OperationHead = Pick<Operation, 'id' | 'kind' | 'sellerId' | 'state'>;

/** What becomes of it. */
export type Outcome = Pick<Operation, 'state' | 'answer'>;

const columns = 'id, kind, seller_id AS "sellerId", state, ordered, answer';

export async function findOperation(database: Database, id: Uuid): Promise<Operation | undefined> {
  const [found] = await database.statement<Operation>(`SELECT ${columns} FROM operations WHERE id = $1`, [id]);
  return found;
}

/** What became of an operation, without all that was ordered: somebody asks who waits for it. */
export async function findOutcome(database: Database, id: Uuid): Promise<Outcome | undefined> {
  const [found] = await database.statement<Outcome>('SELECT state, answer FROM operations WHERE id = $1', [id]);
  return found;
}

export async function isOrdered(em: EntityManager, id: Uuid): Promise<boolean> {
  return (await query(em, 'SELECT FROM operations WHERE id = $1', [id])).length > 0;
}

/** The operation, held against whoever else would finish it. What was ordered never changes and is large: it is not read again. */
export async function getOperationForUpdate(em: EntityManager, id: Uuid): Promise<OperationHead> {
  const text = `SELECT id, kind, seller_id AS "sellerId", state FROM operations WHERE id = $1 FOR UPDATE`;
  const [found] = await query<OperationHead>(em, text, [id]);
  if (!found) throw new Error(`there is no operation ${id}`);
  return found;
}

export const insertOperation = (
  em: EntityManager,
  { id, kind, sellerId, ordered }: Omit<Operation, 'state' | 'answer'>,
  orderedBy: string,
): Promise<number> =>
  execute(em, 'INSERT INTO operations (id, kind, seller_id, ordered, ordered_by) VALUES ($1, $2, $3, $4, $5)', [
    id,
    kind,
    sellerId,
    JSON.stringify(ordered),
    orderedBy,
  ]);

export const finishOperation = (em: EntityManager, id: Uuid, answer: object): Promise<number> =>
  execute(em, `UPDATE operations SET state = 'done', answer = $2 WHERE id = $1`, [id, JSON.stringify(answer)]);

export const refuseOperation = (em: EntityManager, id: Uuid, refusal: ErrorData): Promise<number> =>
  execute(em, `UPDATE operations SET state = 'refused', answer = $2 WHERE id = $1`, [id, JSON.stringify(refusal)]);

/** Gives back the places an operation holds, and says of which offers. */
export const freeSlotsOf = (em: EntityManager, operationId: Uuid): Promise<{ offerId: Uuid; freed: number }[]> =>
  query(
    em,
    `WITH freed AS (DELETE FROM slots WHERE operation_id = $1 RETURNING offer_id)
     SELECT offer_id AS "offerId", count(*)::int AS freed FROM freed GROUP BY 1 ORDER BY 1`,
    [operationId],
  );

export async function offersHeldBy(em: EntityManager, operationId: Uuid): Promise<Uuid[]> {
  const text = 'SELECT DISTINCT offer_id AS "offerId" FROM slots WHERE operation_id = $1';
  return (await query<{ offerId: Uuid }>(em, text, [operationId])).map(({ offerId }) => offerId);
}
