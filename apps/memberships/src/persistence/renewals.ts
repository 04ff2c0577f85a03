import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';

/** Which of these memberships follow one of the same kind that the same seller sold to the same person: by the new one's id. */
export async function renewedBy(em: EntityManager, membershipIds: readonly Uuid[]): Promise<Map<Uuid, Uuid>> {
  const rows = await query<{ id: Uuid; renews: Uuid }>(
    em,
    `SELECT m.id, earlier.id AS renews FROM memberships m
       CROSS JOIN LATERAL (
         SELECT p.id FROM memberships p
         WHERE p.person_id = m.person_id AND p.offer_id = m.offer_id AND p.seller_id = m.seller_id
           AND p.ended IS NULL AND p.id <> m.id AND p.expires_on < m.effective_on
         ORDER BY p.expires_on DESC LIMIT 1) earlier
     WHERE m.id = ANY ($1::uuid[])`,
    [membershipIds],
  );
  return new Map(rows.map(({ id, renews }) => [id, renews]));
}
