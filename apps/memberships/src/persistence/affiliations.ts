import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import type { DocumentRef } from '#contracts/billing/credits';
import type { AffiliationRecord } from '#contracts/memberships/affiliations';
import type { LineKind } from '#contracts/identity/organizations';
import type { Term, Visibility } from '#contracts/memberships/offers';
import { execute, query } from '#platform/database/sql';
import type { SellableOffer } from '../domain/listing.js';
import { nameIn } from '../domain/offer.js';
import { statusOn, type Ending, type StatusBounds } from '../domain/status.js';
import type { Period } from '../domain/term.js';
import type { Shown } from '../domain/visibility.js';

export type AffiliationOffer = SellableOffer & Shown;

/** What a federation sells its clubs themselves, by id. */
export async function affiliationOffer(em: EntityManager, federationId: Uuid, offerId: Uuid): Promise<AffiliationOffer | undefined> {
  const [found] = await query<{
    id: Uuid;
    names: Record<string, string>;
    originalMinor: number;
    currency: string;
    term: Term;
    expiresOn: LocalDate | null;
    ledgerCode: string;
    taxKind: LineKind;
    archived: boolean;
    visibility: Visibility;
    visibleFrom: LocalDate | null;
  }>(
    em,
    `SELECT id, names, original_minor AS "originalMinor", currency, term, expires_on AS "expiresOn", ledger_code AS "ledgerCode",
       tax_kind AS "taxKind", archived, visibility, visible_from AS "visibleFrom"
     FROM offers WHERE id = $1 AND federation_id = $2 AND affiliation`,
    [offerId, federationId],
  );
  const anybody = { eligibility: { minAge: null, maxAge: null, gender: null }, quotaPerReseller: null, family: false };
  return found && { ...anybody, ...found };
}

/** For which periods a club has it, or is about to. */
export const affiliatedFor = (em: EntityManager, organizationId: Uuid, offerId: Uuid): Promise<Period[]> =>
  query(
    em,
    `SELECT effective_on AS "effectiveOn", expires_on AS "expiresOn" FROM affiliations
     WHERE organization_id = $1 AND offer_id = $2 AND ended IS NULL`,
    [organizationId, offerId],
  );

export interface AffiliationToHold {
  readonly id: Uuid;
  readonly organizationId: Uuid;
  readonly federationId: Uuid;
  readonly offerId: Uuid;
  readonly purchasedOn: LocalDate;
  readonly effectiveOn: LocalDate;
  readonly expiresOn: LocalDate;
  readonly priceMinor: number;
  readonly currency: string;
}

export const holdAffiliation = (em: EntityManager, one: AffiliationToHold): Promise<number> =>
  execute(
    em,
    `INSERT INTO affiliations (id, organization_id, federation_id, offer_id, purchased_on, effective_on, expires_on, price_minor, currency)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      one.id,
      one.organizationId,
      one.federationId,
      one.offerId,
      one.purchasedOn,
      one.effectiveOn,
      one.expiresOn,
      one.priceMinor,
      one.currency,
    ],
  );

export const affiliationBought = (em: EntityManager, id: Uuid, invoice: DocumentRef): Promise<number> =>
  execute(em, 'UPDATE affiliations SET invoice = $2::jsonb WHERE id = $1 AND invoice IS NULL', [id, JSON.stringify(invoice)]);

export const giveAffiliationBack = (em: EntityManager, id: Uuid): Promise<number> =>
  execute(em, 'DELETE FROM affiliations WHERE id = $1 AND invoice IS NULL', [id]);

/** Whether it is now this operation's to end. */
export const beginEnding = async (em: EntityManager, id: Uuid, operationId: Uuid): Promise<boolean> =>
  (await execute(em, 'UPDATE affiliations SET ending_id = $2 WHERE id = $1 AND ended IS NULL AND ending_id IS NULL', [id, operationId])) ===
  1;

export const stopEnding = (em: EntityManager, operationId: Uuid): Promise<number> =>
  execute(em, 'UPDATE affiliations SET ending_id = NULL WHERE ending_id = $1', [operationId]);

export const endAffiliation = (em: EntityManager, operationId: Uuid, on: LocalDate): Promise<number> =>
  execute(em, `UPDATE affiliations SET ended = 'cancelled', ended_on = $2, ending_id = NULL WHERE ending_id = $1`, [operationId, on]);

export interface WantedAffiliations {
  readonly id?: Uuid;
  readonly organizationId?: Uuid;
  readonly offerId?: Uuid;
  readonly bounds?: StatusBounds;
  readonly afterEntry?: number;
  readonly limit: number;
}

/** Those bought, in their order: the reader's own, or its clubs'. What is still being bought is nobody's yet. */
export async function findAffiliations(
  em: EntityManager,
  reader: ActingOrganization,
  today: LocalDate,
  { id, organizationId, offerId, bounds, afterEntry, limit }: WantedAffiliations,
): Promise<{ entry: number; record: AffiliationRecord }[]> {
  const rows = await query<
    Omit<AffiliationRecord, 'name' | 'status'> & { entry: number; names: Record<string, string>; ended: Ending | null }
  >(
    em,
    `SELECT a.entry, a.id, a.organization_id AS "organizationId", a.federation_id AS "federationId", a.offer_id AS "offerId", o.names,
       a.purchased_on AS "purchasedOn", a.effective_on AS "effectiveOn", a.expires_on AS "expiresOn", a.price_minor AS "priceMinor",
       a.currency, a.invoice, a.ended, a.ended_on AS "endedOn"
     FROM affiliations a JOIN offers o ON o.id = a.offer_id
     WHERE $1 IN (a.organization_id, a.federation_id) AND a.invoice IS NOT NULL
       AND ($2::uuid IS NULL OR a.id = $2) AND ($3::uuid IS NULL OR a.organization_id = $3) AND ($4::uuid IS NULL OR a.offer_id = $4)
       AND ($5::bigint IS NULL OR a.entry > $5)
       AND ($6::boolean IS NULL OR a.ended IS NOT DISTINCT FROM $7::text)
       AND ($8::date IS NULL OR a.effective_on >= $8) AND ($9::date IS NULL OR a.effective_on <= $9)
       AND ($10::date IS NULL OR a.expires_on >= $10) AND ($11::date IS NULL OR a.expires_on <= $11)
     ORDER BY a.entry LIMIT $12`,
    [
      reader.id,
      id ?? null,
      organizationId ?? null,
      offerId ?? null,
      afterEntry ?? null,
      bounds ? true : null,
      bounds?.ended ?? null,
      bounds?.effectiveFrom ?? null,
      bounds?.effectiveUntil ?? null,
      bounds?.expiresFrom ?? null,
      bounds?.expiresUntil ?? null,
      limit,
    ],
  );
  return rows.map(({ entry, names, ended, ...one }) => ({
    entry,
    record: { ...one, name: nameIn(names, reader.languages), status: statusOn({ ...one, ended }, today) },
  }));
}
