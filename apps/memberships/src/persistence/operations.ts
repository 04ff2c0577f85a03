import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { ErrorData } from '#platform/messaging/remote-error';
import { execute, query } from '#platform/database/sql';

export type OperationKind = 'sale' | 'replacement' | 'cancellation' | 'month';

/** What was ordered, and what came of it: an answer, or a refusal that left nothing behind. */
export interface Operation {
  readonly id: Uuid;
  readonly kind: OperationKind;
  readonly sellerId: Uuid;
  readonly state: 'running' | 'done' | 'refused';
  readonly ordered: object;
  readonly answer: object | null;
}

const columns = 'id, kind, seller_id AS "sellerId", state, ordered, answer';

export async function findOperation(em: EntityManager, id: Uuid): Promise<Operation | undefined> {
  const [found] = await query<Operation>(em, `SELECT ${columns} FROM operations WHERE id = $1`, [id]);
  return found;
}

/** The operation, held against whoever else would finish it. */
export async function getOperationForUpdate(em: EntityManager, id: Uuid): Promise<Operation> {
  const [found] = await query<Operation>(em, `SELECT ${columns} FROM operations WHERE id = $1 FOR UPDATE`, [id]);
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
