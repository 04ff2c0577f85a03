import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { execute, insertRows, query } from '#platform/database/sql';
import type { Holding } from '../domain/holding.js';
import { survivors } from './closed-holders.js';

/** Somebody's claim to an offer for a period, under the id of its membership. */
export interface Slot extends Holding {
  readonly membershipId: Uuid;
}

interface Row {
  membership_id: Uuid;
  person_id: Uuid;
  offer_id: Uuid;
  seller_id: Uuid;
  effective_on: LocalDate;
  expires_on: LocalDate | null;
}

const columns = 'membership_id, person_id, offer_id, seller_id, effective_on, expires_on';

/**
 * Makes whoever else sells one of these offers in the network wait until this transaction ends. Periods that end alike are kept
 * apart by the constraint `held_once`; overlapping ones that end differently only by being judged one after the other. Locked by
 * offer, since a lock for each of thousands of people would exhaust the server's lock table, and in order, so nobody deadlocks.
 */
export async function lockOffers(em: EntityManager, offerIds: Iterable<Uuid>): Promise<void> {
  const ordered = [...new Set(offerIds)].sort();
  await query(em, `SELECT pg_advisory_xact_lock(hashtextextended('offer ' || id, 0)) FROM unnest($1::text[]) AS id`, [ordered]);
}

/** What these people hold anywhere in the federation (MEM-14). */
export function holdingsOf(em: EntityManager, people: Iterable<Uuid | null>): Promise<Slot[]> {
  return underAskedIds(em, people, (ids) => query<Row>(em, `SELECT ${columns} FROM holdings_of($1::uuid[])`, [ids]));
}

/** What these people hold of what the seller designed itself: nobody else sells it. */
export function ownHoldingsOf(em: EntityManager, sellerId: Uuid, people: Iterable<Uuid>): Promise<Slot[]> {
  const text = `SELECT ${columns} FROM slots WHERE federation_id = $1 AND person_id = ANY ($2::uuid[])`;
  return underAskedIds(em, people, (ids) => query<Row>(em, text, [sellerId, ids]));
}

/** Who was merged meanwhile holds what the survivor holds (ID-24), told under the id that was asked for. */
async function underAskedIds(
  em: EntityManager,
  people: Iterable<Uuid | null>,
  read: (ids: readonly Uuid[]) => Promise<Row[]>,
): Promise<Slot[]> {
  const asked = [...new Set(people)].filter((id) => id !== null);
  if (asked.length === 0) return [];
  const now = await survivors(em, asked);
  const held = Map.groupBy((await read([...new Set(asked.map(now))])).map(slot), ({ personId }) => personId);
  return asked.flatMap((personId) => (held.get(now(personId)) ?? []).map((one) => ({ ...one, personId })));
}

/** Which of these memberships of the seller have their slot already. */
export async function findOwnSlots(em: EntityManager, membershipIds: readonly Uuid[]): Promise<Set<Uuid>> {
  const text = 'SELECT membership_id FROM slots WHERE membership_id = ANY ($1::uuid[])';
  const rows = await query<{ membership_id: Uuid }>(em, text, [membershipIds]);
  return new Set(rows.map((row) => row.membership_id));
}

/** The slots of these memberships of the seller, held against anyone who would release them meanwhile. */
export async function getSlotsForUpdate(em: EntityManager, membershipIds: readonly Uuid[]): Promise<Map<Uuid, Slot>> {
  const rows = await query<Row>(
    em,
    `SELECT ${columns} FROM slots WHERE membership_id = ANY ($1::uuid[]) ORDER BY membership_id FOR UPDATE`,
    [membershipIds],
  );
  return new Map(rows.map((row) => [row.membership_id, slot(row)]));
}

export async function takeSlots(
  em: EntityManager,
  { federationId, importId, operationId = null }: { federationId: Uuid; importId: Uuid | null; operationId?: Uuid | null },
  slots: readonly Slot[],
): Promise<void> {
  const types = {
    membership_id: 'uuid',
    federation_id: 'uuid',
    seller_id: 'uuid',
    person_id: 'uuid',
    offer_id: 'uuid',
    effective_on: 'date',
    expires_on: 'date',
    import_id: 'uuid',
    operation_id: 'uuid',
  };
  const now = await survivors(
    em,
    slots.map((s) => s.personId),
  );
  const rows = slots.map((s) => [
    s.membershipId,
    federationId,
    s.sellerId,
    now(s.personId),
    s.offerId,
    s.effectiveOn,
    s.expiresOn,
    importId,
    operationId,
  ]);
  await insertRows(em, 'slots', types, rows);
}

/** Passes slots on to the people who were found to be the ones meant. */
export async function passSlots(em: EntityManager, slots: readonly Pick<Slot, 'membershipId' | 'personId'>[]): Promise<void> {
  if (slots.length === 0) return;
  const now = await survivors(
    em,
    slots.map((s) => s.personId),
  );
  await execute(
    em,
    `UPDATE slots SET person_id = passed.person_id FROM unnest($1::uuid[], $2::uuid[]) AS passed (membership_id, person_id)
     WHERE slots.membership_id = passed.membership_id`,
    [slots.map((s) => s.membershipId), slots.map((s) => now(s.personId))],
  );
}

/** Frees the slots of an import that became no membership, and says of which offers. */
export async function freeUnusedSlots(em: EntityManager, importId: Uuid): Promise<{ offerId: Uuid; sellerId: Uuid; freed: number }[]> {
  // Locked by a statement of its own: the next one then sees what an enrolment we waited for has made of them.
  await query(em, `SELECT count(*) FROM (SELECT FROM slots WHERE ${unused} ORDER BY membership_id FOR UPDATE) AS locked`, [importId]);
  return query(
    em,
    `WITH freed AS (
       DELETE FROM slots WHERE ${unused}
       RETURNING offer_id, seller_id
     ) SELECT offer_id AS "offerId", seller_id AS "sellerId", count(*)::int AS freed FROM freed GROUP BY 1, 2 ORDER BY 1, 2`,
    [importId],
  );
}

// By primary key alone: a young table without statistics would else be searched by import for each of its rows.
const unused = 'import_id = $1 AND NOT EXISTS (SELECT FROM memberships m WHERE m.id = slots.membership_id)';

const slot = (row: Row): Slot => ({
  membershipId: row.membership_id,
  personId: row.person_id,
  offerId: row.offer_id,
  sellerId: row.seller_id,
  effectiveOn: row.effective_on,
  expiresOn: row.expires_on,
});
