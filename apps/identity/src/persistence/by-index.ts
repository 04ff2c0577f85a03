import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '#platform/database/sql';

/**
 * Makes the rest of the transaction look things up by index, a few for each row asked about. The planner cannot know how rarely
 * names and dates coincide, nor that a policy lets almost nothing through, and would now and then read whole tables instead: on a
 * federation's million people that is minutes rather than milliseconds.
 */
export async function lookUpByIndex(em: EntityManager): Promise<void> {
  const others = ['enable_hashjoin', 'enable_mergejoin', 'enable_seqscan'];
  await query(em, `SELECT ${others.map((way) => `set_config('${way}', 'off', true)`).join(', ')}`);
}
