import type { EntityManager } from '@mikro-orm/postgresql';
import { execute } from '#platform/database/sql';

/** Whoever asks for the same thing meanwhile waits until this transaction ends. */
export async function onceAtATime(em: EntityManager, ...things: string[]): Promise<void> {
  const sorted = `SELECT hashtextextended(thing, 0) AS lock FROM unnest($1::text[]) AS thing ORDER BY 1`;
  await execute(em, `SELECT pg_advisory_xact_lock(lock) FROM (${sorted}) AS locks`, [things]);
}
