import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';

/** Whose it is now: of people, accounts and clients that were closed into others, these (ID-24). All others are themselves. */
export async function survivors(em: EntityManager, ids: Iterable<Uuid | null>): Promise<(id: Uuid) => Uuid> {
  const asked = [...new Set(ids)].filter((id) => id !== null);
  const known = new Map<Uuid, Uuid>();
  for (let next = asked; next.length > 0;) {
    const rows = await query<{ closed: Uuid; survivor: Uuid }>(em, select, [next]);
    for (const { closed, survivor } of rows) known.set(closed, survivor);
    next = rows.map(({ survivor }) => survivor).filter((id) => !known.has(id)); // Closed itself, since.
  }
  return (id) => {
    let now = id;
    for (let survivor = known.get(now); survivor !== undefined; survivor = known.get(now)) now = survivor;
    return now;
  };
}

const select = `SELECT closed_id AS closed, survivor_id AS survivor FROM closed_holders WHERE closed_id = ANY ($1::uuid[]) AND NOT reopened`;
