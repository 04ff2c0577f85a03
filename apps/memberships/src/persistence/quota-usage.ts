import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';

/** How many a reseller has taken of each offer. */
export type Taken = ReadonlyMap<Uuid, number>;

/** For a decision that writes nothing. */
export const takenBy = (em: EntityManager, sellerId: Uuid): Promise<Taken> =>
  read(em, sellerId, 'SELECT offer_id, taken FROM quota_usage WHERE seller_id = $1');

/** The counters of these offers, each locked until the transaction ends: another sale of the reseller waits its turn. */
export async function takenForUpdate(em: EntityManager, sellerId: Uuid, offerIds: Iterable<Uuid>): Promise<Taken> {
  const ordered = [...new Set(offerIds)].sort();
  await execute(
    em,
    `INSERT INTO quota_usage (offer_id, seller_id, taken) SELECT id, $1, 0 FROM unnest($2::uuid[]) AS id ON CONFLICT DO NOTHING`,
    [sellerId, ordered],
  );
  const text = `SELECT offer_id, taken FROM quota_usage WHERE seller_id = $1 AND offer_id = ANY ($2::uuid[]) ORDER BY offer_id FOR UPDATE`;
  return read(em, sellerId, text, ordered);
}

/** Moves counters by so many slots taken, or given back when negative. */
export async function count(em: EntityManager, changes: readonly { offerId: Uuid; sellerId: Uuid; by: number }[]): Promise<void> {
  if (changes.length === 0) return;
  await execute(
    em,
    `UPDATE quota_usage SET taken = taken + change.by FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS change (offer_id, seller_id, by)
     WHERE quota_usage.offer_id = change.offer_id AND quota_usage.seller_id = change.seller_id`,
    [changes.map((c) => c.offerId), changes.map((c) => c.sellerId), changes.map((c) => c.by)],
  );
}

async function read(em: EntityManager, sellerId: Uuid, text: string, offerIds?: Uuid[]): Promise<Taken> {
  const rows = await query<{ offer_id: Uuid; taken: number }>(em, text, offerIds ? [sellerId, offerIds] : [sellerId]);
  return new Map(rows.map((row) => [row.offer_id, row.taken]));
}
