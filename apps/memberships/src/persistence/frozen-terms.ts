import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { execute, insertRows, query } from '#platform/database/sql';

/** The terms an import sells at, by offer: a reseller lists an offer once. */
export async function frozenTermsOf(em: EntityManager, importId: Uuid): Promise<Map<Uuid, ListingTerms>> {
  const rows = await query<{ terms: ListingTerms }>(em, 'SELECT terms FROM frozen_terms WHERE import_id = $1', [importId]);
  return new Map(rows.map(({ terms }) => [terms.offerId, terms]));
}

export async function freezeTerms(em: EntityManager, importId: Uuid, sellerId: Uuid, terms: readonly ListingTerms[]): Promise<void> {
  const rows = terms.map((each) => [importId, each.offerId, sellerId, each]);
  await insertRows(em, 'frozen_terms', { import_id: 'uuid', offer_id: 'uuid', seller_id: 'uuid', terms: 'jsonb' }, rows);
}

export const thawTerms = (em: EntityManager, importId: Uuid): Promise<number> =>
  execute(em, 'DELETE FROM frozen_terms WHERE import_id = $1', [importId]);
