import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '#platform/database/sql';

/**
 * For the rest of the transaction no table is read whole where an index helps: the planner would rather read some hundred thousand
 * rows than look up a thousand of them, again for every batch.
 */
export async function lookUpByKey(em: EntityManager): Promise<void> {
  await query(em, `SELECT set_config('enable_seqscan', 'off', true)`);
}
