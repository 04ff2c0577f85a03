import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ReplacementRule, Term } from '#contracts/memberships/offers';
import { query } from '#platform/database/sql';
import type { Ending } from '../domain/status.js';
import type { Period } from '../domain/term.js';

/** A membership with what its offer says about its end before time. */
export interface HeldMembership extends Period {
  readonly id: Uuid;
  readonly sellerId: Uuid;
  readonly designerId: Uuid;
  readonly offerId: Uuid;
  readonly listingId: Uuid;
  readonly personId: Uuid | null; // Null: it belongs to the account.
  readonly accountId: Uuid;
  readonly clientId: Uuid;
  readonly saleId: Uuid;
  readonly lastSaleId: Uuid; // Of an ongoing one, that of the last month billed.
  readonly ended: Ending | null;
  readonly purchasedOn: LocalDate;
  readonly sellingMinor: number; // Of record
  readonly originalMinor: number;
  readonly currency: string;
  readonly term: Term;
  readonly rule: ReplacementRule;
}

/** Memberships that the reader may see, in the order of their ids. */
export const heldMemberships = (em: EntityManager, ids: readonly Uuid[]): Promise<HeldMembership[]> =>
  query(
    em,
    `SELECT m.id, m.seller_id AS "sellerId", m.federation_id AS "designerId", m.offer_id AS "offerId", m.listing_id AS "listingId",
       m.person_id AS "personId", m.account_id AS "accountId", m.client_id AS "clientId", m.sale_id AS "saleId",
       coalesce((SELECT b.sale_id FROM billed_months b WHERE b.membership_id = m.id ORDER BY b.month DESC LIMIT 1), m.sale_id) AS "lastSaleId", m.ended,
       m.purchased_on AS "purchasedOn", m.effective_on AS "effectiveOn", m.expires_on AS "expiresOn",
       m.selling_minor AS "sellingMinor", m.original_minor AS "originalMinor", m.currency, o.term,
       json_build_object('mode', o.replacement, 'offerIds', o.replacement_offer_ids) AS rule
     FROM memberships m JOIN offers o ON o.id = m.offer_id WHERE m.id = ANY ($1::uuid[]) ORDER BY m.id`,
    [ids],
  );
