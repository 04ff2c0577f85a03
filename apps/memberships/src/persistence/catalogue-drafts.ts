import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { CatalogueDraftRecord, DraftState, DraftedChange } from '#contracts/memberships/catalogue-drafts';
import { execute, query } from '#platform/database/sql';
import type { CataloguedOffer, Living } from '../domain/what-if.js';

interface Row {
  id: Uuid;
  state: DraftState;
  changes: DraftedChange[];
  created_at: Date;
}

const record = ({ id, state, changes, created_at }: Row): CatalogueDraftRecord => ({
  id,
  state,
  changes,
  createdAt: created_at.toISOString(),
});

/** The designer's drafts, oldest first. */
export async function draftsOf(
  em: EntityManager,
  designerId: Uuid,
  { id = null, after = null, limit }: { id?: Uuid | null; after?: Uuid | null; limit: number },
): Promise<CatalogueDraftRecord[]> {
  const rows = await query<Row>(
    em,
    `SELECT id, state, changes, created_at FROM catalogue_drafts
     WHERE federation_id = $1 AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
    [designerId, id, after, limit],
  );
  return rows.map(record);
}

/** The draft, held against anybody else who would publish or discard it. */
export async function findDraftForUpdate(em: EntityManager, designerId: Uuid, id: Uuid): Promise<CatalogueDraftRecord | undefined> {
  const text = 'SELECT id, state, changes, created_at FROM catalogue_drafts WHERE federation_id = $1 AND id = $2 FOR UPDATE';
  const [row] = await query<Row>(em, text, [designerId, id]);
  return row && record(row);
}

export const insertDraft = (em: EntityManager, designerId: Uuid, { id, changes, createdAt }: CatalogueDraftRecord): Promise<number> =>
  execute(em, 'INSERT INTO catalogue_drafts (id, federation_id, changes, created_at) VALUES ($1, $2, $3, $4)', [
    id,
    designerId,
    JSON.stringify(changes),
    createdAt,
  ]);

export const closeDraft = (em: EntityManager, id: Uuid, state: DraftState): Promise<number> =>
  execute(em, 'UPDATE catalogue_drafts SET state = $2 WHERE id = $1', [id, state]);

/** Everything a designer offers, as far as a draft looks at it; held until the transaction ends when it is to be published. */
export async function catalogueOf(em: EntityManager, designerId: Uuid, { forUpdate = false } = {}): Promise<Map<Uuid, CataloguedOffer>> {
  const rows = await query<CataloguedOffer>(
    em,
    `SELECT id, names, original_minor AS "originalMinor", resale, family, archived, version, term,
       json_build_object('mode', replacement, 'offerIds', replacement_offer_ids) AS rule
     FROM offers WHERE federation_id = $1 ORDER BY id ${forUpdate ? 'FOR UPDATE' : ''}`,
    [designerId],
  );
  return new Map(rows.map((offer) => [offer.id, offer]));
}

/** By offer, the memberships that live on a day, at prices of record. */
export async function livingOf(em: EntityManager, designerId: Uuid, today: LocalDate): Promise<Map<Uuid, Living>> {
  const rows = await query<Living & { offerId: Uuid }>(
    em,
    `SELECT offer_id AS "offerId", count(*)::int AS memberships, sum(original_minor)::bigint AS "originalMinor"
     FROM memberships WHERE federation_id = $1 AND ended IS NULL AND coalesce(expires_on, 'infinity') >= $2::date GROUP BY 1`,
    [designerId, today],
  );
  return new Map(rows.map(({ offerId, ...living }) => [offerId, living]));
}

/** A listing of one of the designer's offers, as far as the designer may know it. */
export interface KnownListing {
  readonly id: Uuid;
  readonly sellerId: Uuid;
  readonly offerId: Uuid;
  readonly active: boolean;
  readonly sellsAtOriginal: boolean;
}

export const listingsOf = (
  em: EntityManager,
  offerIds: readonly Uuid[],
  { after, limit }: { after: Uuid | null; limit: number },
): Promise<KnownListing[]> =>
  query(
    em,
    `SELECT id, seller_id AS "sellerId", offer_id AS "offerId", active, sells_at_original AS "sellsAtOriginal"
     FROM listings_of($1::uuid[]) WHERE $2::uuid IS NULL OR id > $2 ORDER BY id LIMIT $3`,
    [offerIds, after, limit],
  );

export async function countListings(em: EntityManager, offerIds: readonly Uuid[]): Promise<Map<Uuid, number>> {
  const text = 'SELECT offer_id AS "offerId", count(*)::int AS listings FROM listings_of($1::uuid[]) GROUP BY 1';
  const rows = await query<{ offerId: Uuid; listings: number }>(em, text, [offerIds]);
  return new Map(rows.map(({ offerId, listings }) => [offerId, listings]));
}

/** Puts the changes of a draft in force. */
export async function redesign(em: EntityManager, offers: readonly CataloguedOffer[]): Promise<void> {
  for (const { id, originalMinor, rule } of offers) {
    const text = `UPDATE offers SET original_minor = $2, replacement = $3, replacement_offer_ids = $4::uuid[], version = version + 1 WHERE id = $1`;
    await execute(em, text, [id, originalMinor, rule.mode, rule.offerIds]);
  }
}
