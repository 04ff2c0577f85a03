import type { EntityManager } from '@mikro-orm/postgresql';
import type { Setting } from './single-statement.js';
import { query } from './sql.js';

/*
 * Each tells the planner for the rest of a transaction what it cannot know: how many rows a young table has by now, how rarely names
 * and dates coincide, that a policy lets almost nothing through. A plan that rests on its guess takes a hundred times as long.
 */

/** No table is read whole where an index helps: some thousand rows are looked up, again for every batch. */
export const lookUpByKey = (em: EntityManager): Promise<unknown> => without(em, 'seqscan');

/** Nor are rows gathered before they are joined: a few are looked up for each row asked about, out of a million. */
export const lookUpByIndex = (em: EntityManager): Promise<unknown> => without(em, 'hashjoin', 'mergejoin', 'seqscan');

/** Sets of any size are joined whole, never row by row: the planner takes a table that was just filled for an empty one. */
export const joinWhole = (em: EntityManager): Promise<unknown> => without(em, 'nestloop');

/** The settings of a statement whose plan is made once, whatever it is asked with: row by row along indexes, as by `lookUpByIndex`. */
export const lookUps: readonly Setting[] = [
  ['plan_cache_mode', 'force_generic_plan'],
  ...['hashjoin', 'mergejoin', 'seqscan'].map((way) => [`enable_${way}`, 'off'] as const),
];

/** Those of a transaction whose statements are planned once: no plan rests on how few rows a table had when it was made. */
export const keyPlans: readonly Setting[] = [
  ['plan_cache_mode', 'force_generic_plan'],
  ['enable_seqscan', 'off'],
];

const without = (em: EntityManager, ...ways: string[]): Promise<unknown> =>
  query(em, `SELECT ${ways.map((way) => `set_config('enable_${way}', 'off', true)`).join(', ')}`);
