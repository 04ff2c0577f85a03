import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { insertRows, query } from '#platform/database/sql';
import type { Ongoing } from '../domain/months.js';

/** A living ongoing membership, with what billing is told of it: prices of record, a month's each. */
export interface OngoingMembership extends Ongoing {
  readonly id: Uuid;
  readonly designerId: Uuid;
  readonly listingId: Uuid;
  readonly personId: Uuid | null;
  readonly accountId: Uuid;
  readonly sellingMinor: number;
  readonly originalMinor: number;
}

/** Some that a seller may have to bill a month of, all of one designer, and in no other operation's hands. */
export async function ongoingToBill(
  em: EntityManager,
  sellerId: Uuid,
  { today, except, limit }: { today: LocalDate; except: readonly Uuid[]; limit: number },
): Promise<Uuid[]> {
  const found = await query<{ id: Uuid; designerId: Uuid }>(
    em,
    `SELECT m.id, m.federation_id AS "designerId" FROM ${living}
       AND m.seller_id = $1 AND ${behind('$2')} AND m.id <> ALL ($3::uuid[])
       AND NOT EXISTS (SELECT FROM membership_holds h WHERE h.membership_id = m.id)
     ORDER BY m.federation_id, m.id LIMIT $4`,
    [sellerId, today, except, limit],
  );
  return found.filter(({ designerId }) => designerId === found[0].designerId).map(({ id }) => id);
}

/** Those of them that still live. */
export const ongoingMemberships = (em: EntityManager, ids: readonly Uuid[]): Promise<OngoingMembership[]> =>
  query(
    em,
    `SELECT m.id, m.federation_id AS "designerId", m.listing_id AS "listingId", m.person_id AS "personId", m.account_id AS "accountId",
       m.selling_minor AS "sellingMinor", m.original_minor AS "originalMinor", m.effective_on AS "effectiveOn", m.expires_on AS "expiresOn",
       ${lastMonth} AS "billedMonth"
     FROM ${living} AND m.id = ANY ($1::uuid[]) ORDER BY m.id`,
    [ids],
  );

/** Everybody who may have a month to bill, asked as the scheduler. */
export const sellersWithMonths = (em: EntityManager, today: LocalDate): Promise<{ sellerId: Uuid }[]> =>
  query(em, `SELECT DISTINCT m.seller_id AS "sellerId" FROM ${living} AND ${behind('$1')} ORDER BY 1`, [today]);

export interface BilledMonth {
  readonly membershipId: Uuid;
  readonly month: LocalDate;
  readonly saleId: Uuid;
}

export function keepMonths(
  em: EntityManager,
  by: { sellerId: Uuid; designerId: Uuid; operationId: Uuid; billedOn: LocalDate },
  billed: readonly BilledMonth[],
): Promise<number> {
  const columns = {
    membership_id: 'uuid',
    month: 'date',
    sale_id: 'uuid',
    seller_id: 'uuid',
    federation_id: 'uuid',
    operation_id: 'uuid',
    billed_on: 'date',
  };
  const rows = billed.map((one) => [one.membershipId, one.month, one.saleId, by.sellerId, by.designerId, by.operationId, by.billedOn]);
  return insertRows(em, 'billed_months', columns, rows);
}

/** What files brought in was billed as a whole. */
const living = `memberships m JOIN offers o ON o.id = m.offer_id
  WHERE o.term->>'kind' = 'ongoing' AND m.ended IS NULL AND m.import_id IS NULL`;

const lastMonth = `(SELECT max(b.month) FROM billed_months b WHERE b.membership_id = m.id)`;

/** Finds those whose next month has begun; which month, and whether it is due at all, is the rule's to say. */
const behind = (
  today: string,
): string => `coalesce(${lastMonth}, date_trunc('month', m.effective_on)::date) < date_trunc('month', ${today}::date)
  AND (m.expires_on IS NULL OR m.expires_on > coalesce(${lastMonth}, date_trunc('month', m.effective_on)::date) + interval '1 month' - interval '1 day')`;
