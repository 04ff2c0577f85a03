import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { Visibility } from '#contracts/memberships/offers';
import { query } from '#platform/database/sql';
import type { Candidate } from '../domain/replacement-targets.js';
import { offerColumns, sellableOffer, type OfferRow } from './stock.js';

interface Row extends OfferRow {
  visibility: Visibility;
  visible_from: LocalDate | null;
  id: Uuid | null;
  name: string | null;
  active: boolean | null;
  selling_minor: number | null;
}

/** Every offer of a designer that is sold at the same levels, with the seller's listing of it, if any. */
export async function candidatesFor(
  em: EntityManager,
  { designerId, sellerId }: { designerId: Uuid; sellerId: Uuid },
): Promise<Candidate[]> {
  const rows = await query<Row>(
    em,
    `SELECT ${offerColumns}, o.visibility, o.visible_from, l.id, l.name, l.active, l.selling_minor
     FROM offers o LEFT JOIN listings l ON l.offer_id = o.id AND l.seller_id = $2
     WHERE o.federation_id = $1 AND o.resale = ($1 <> $2) AND NOT o.affiliation ORDER BY o.id`,
    [designerId, sellerId],
  );
  return rows.map((row) => ({
    offer: sellableOffer(row),
    visibility: row.visibility,
    visibleFrom: row.visible_from,
    listing: row.id === null ? null : { id: row.id, name: row.name!, active: row.active!, sellingMinor: row.selling_minor },
  }));
}
