import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { LineKind } from '#contracts/identity/organizations';
import type { Eligibility, Term } from '#contracts/memberships/offers';
import type { SellableOffer, StockedOffer } from '../domain/listing.js';
import { query } from '#platform/database/sql';

/** Whoever else adds to this warehouse waits until the transaction ends. */
export const lockWarehouse = (em: EntityManager, sellerId: Uuid): Promise<unknown> =>
  query(em, `SELECT pg_advisory_xact_lock(hashtextextended('warehouse ' || $1::text, 0))`, [sellerId]);

/** What of an offer decides its sale. */
export interface OfferRow {
  offer_id: Uuid;
  names: Record<string, string>;
  term: Term;
  expires_on: string | null;
  eligibility: Eligibility;
  quota_per_reseller: number | null;
  original_minor: number;
  currency: string;
  ledger_code: string;
  tax_kind: LineKind;
  family: boolean;
  archived: boolean;
}

export const offerColumns = `o.id AS offer_id, o.names, o.term, o.expires_on, o.eligibility, o.quota_per_reseller, o.original_minor,
  o.currency, o.ledger_code, o.tax_kind, o.family, o.archived`;

interface Row extends OfferRow {
  id: Uuid;
  name: string;
  active: boolean;
  selling_minor: number | null;
}

/** All that a reseller resells: dozens of listings, so one read serves any batch. What it sells on its own is not among them. */
export async function stockOf(em: EntityManager, sellerId: Uuid): Promise<StockedOffer[]> {
  const rows = await query<Row>(
    em,
    `SELECT l.id, l.name, l.active, l.selling_minor, ${offerColumns}
     FROM listings l JOIN offers o ON o.id = l.offer_id WHERE l.seller_id = $1 AND o.resale`,
    [sellerId],
  );
  return rows.map(stockedOffer);
}

/** The seller's listings of some offers, in the order of their names. */
export async function listingsOfOffers(em: EntityManager, sellerId: Uuid, offerIds: readonly Uuid[]): Promise<StockedOffer[]> {
  const rows = await query<Row>(
    em,
    `SELECT l.id, l.name, l.active, l.selling_minor, ${offerColumns}
     FROM listings l JOIN offers o ON o.id = l.offer_id WHERE l.seller_id = $1 AND l.offer_id = ANY ($2::uuid[]) ORDER BY l.name, l.id`,
    [sellerId, offerIds],
  );
  return rows.map(stockedOffer);
}

const stockedOffer = (row: Row): StockedOffer => ({
  id: row.id,
  name: row.name,
  active: row.active,
  sellingMinor: row.selling_minor,
  offer: sellableOffer(row),
});

/** A listing with who designed what it lists: the federation, or the seller itself. */
export interface DesignedListing extends StockedOffer {
  readonly designerId: Uuid;
}

/** Who designed what a listing of the seller lists. */
export async function designerOf(em: EntityManager, sellerId: Uuid, listingId: Uuid): Promise<Uuid | undefined> {
  const text = 'SELECT federation_id AS id FROM listings WHERE seller_id = $1 AND id = $2';
  const [designer] = await query<{ id: Uuid }>(em, text, [sellerId, listingId]);
  return designer?.id;
}

/** Some listings of a seller, resold or its own. */
export async function listingsById(em: EntityManager, sellerId: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, DesignedListing>> {
  const rows = await query<Row & { designer_id: Uuid }>(
    em,
    `SELECT l.id, l.name, l.active, l.selling_minor, l.federation_id AS designer_id, ${offerColumns}
     FROM listings l JOIN offers o ON o.id = l.offer_id WHERE l.seller_id = $1 AND l.id = ANY ($2::uuid[])`,
    [sellerId, ids],
  );
  return new Map(rows.map((row) => [row.id, { ...stockedOffer(row), designerId: row.designer_id }]));
}

export const sellableOffer = (row: OfferRow): SellableOffer => ({
  id: row.offer_id,
  names: row.names,
  term: row.term,
  expiresOn: row.expires_on,
  eligibility: row.eligibility,
  quotaPerReseller: row.quota_per_reseller,
  originalMinor: row.original_minor,
  currency: row.currency,
  ledgerCode: row.ledger_code,
  taxKind: row.tax_kind,
  family: row.family,
  archived: row.archived,
});
