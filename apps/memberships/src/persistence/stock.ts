import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { Eligibility, Term } from '#contracts/memberships/offers';
import type { StockedOffer } from '../domain/listing.js';
import { query } from '#platform/database/sql';

interface Row {
  id: Uuid;
  name: string;
  active: boolean;
  selling_minor: number | null;
  offer_id: Uuid;
  names: Record<string, string>;
  term: Term;
  expires_on: string | null;
  eligibility: Eligibility;
  quota_per_reseller: number | null;
  original_minor: number;
  currency: string;
  ledger_code: string;
  archived: boolean;
}

/** A reseller's whole warehouse: dozens of listings, so one read serves any batch. */
export async function stockOf(em: EntityManager, sellerId: Uuid): Promise<StockedOffer[]> {
  const rows = await query<Row>(
    em,
    `SELECT l.id, l.name, l.active, l.selling_minor, o.id AS offer_id, o.names, o.term, o.expires_on, o.eligibility,
            o.quota_per_reseller, o.original_minor, o.currency, o.ledger_code, o.archived
     FROM listings l JOIN offers o ON o.id = l.offer_id WHERE l.seller_id = $1`,
    [sellerId],
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    active: row.active,
    sellingMinor: row.selling_minor,
    offer: {
      id: row.offer_id,
      names: row.names,
      term: row.term,
      expiresOn: row.expires_on,
      eligibility: row.eligibility,
      quotaPerReseller: row.quota_per_reseller,
      originalMinor: row.original_minor,
      currency: row.currency,
      ledgerCode: row.ledger_code,
      archived: row.archived,
    },
  }));
}
