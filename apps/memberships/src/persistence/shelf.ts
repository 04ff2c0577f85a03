import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { Visibility } from '#contracts/memberships/offers';
import { query } from '#platform/database/sql';
import { listingsById, type DesignedListing } from './stock.js';

/** A listing as somebody looks at it who may buy it. */
export interface ShelvedListing extends DesignedListing {
  readonly description: string;
  readonly visibility: Visibility;
  readonly visibleFrom: LocalDate | null;
}

interface Shown {
  id: Uuid;
  description: string;
  visibility: Visibility;
  visibleFrom: LocalDate | null;
}

/** Active listings of a seller, or some of them, by name: dozens. What a club buys for itself is not sold to clients (MEM-19). */
export async function shelfOf(em: EntityManager, sellerId: Uuid, listingIds?: readonly Uuid[]): Promise<ShelvedListing[]> {
  const shown = await query<Shown>(
    em,
    `SELECT l.id, l.description, l.visibility, l.visible_from AS "visibleFrom" FROM listings l JOIN offers o ON o.id = l.offer_id
     WHERE l.seller_id = $1 AND l.active AND NOT o.archived AND NOT o.affiliation AND ($2::uuid[] IS NULL OR l.id = ANY ($2))
     ORDER BY l.name, l.id`,
    [sellerId, listingIds ?? null],
  );
  const listings = await listingsById(
    em,
    sellerId,
    shown.map(({ id }) => id),
  );
  return shown.flatMap((one) => {
    const listing = listings.get(one.id);
    return listing ? [{ ...listing, ...one }] : [];
  });
}
