import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { issueCards } from './cards.js';
import { survivors } from './closed-holders.js';
import { insertRows } from '#platform/database/sql';

/** A membership as it is sold. */
export interface SoldMembership {
  readonly id: Uuid;
  readonly offerId: Uuid;
  readonly listingId: Uuid;
  readonly personId: Uuid | null; // Null: it belongs to the account.
  readonly accountId: Uuid;
  readonly clientId: Uuid;
  readonly effectiveOn: LocalDate;
  readonly expiresOn: LocalDate | null;
  readonly saleId: Uuid;
  readonly sellingMinor: number;
  readonly originalMinor: number;
  readonly currency: string;
  readonly importRow: number | null;
}

/** What the memberships of one batch have in common. */
export interface SoldBy {
  readonly sellerId: Uuid;
  readonly federationId: Uuid;
  readonly purchasedOn: LocalDate;
  readonly importId: Uuid | null;
  readonly operationId?: Uuid;
}

const columns = {
  id: 'uuid',
  seller_id: 'uuid',
  federation_id: 'uuid',
  offer_id: 'uuid',
  listing_id: 'uuid',
  person_id: 'uuid',
  account_id: 'uuid',
  client_id: 'uuid',
  purchased_on: 'date',
  effective_on: 'date',
  expires_on: 'date',
  sale_id: 'uuid',
  selling_minor: 'integer',
  original_minor: 'integer',
  currency: 'text',
  import_id: 'uuid',
  import_row: 'integer',
  operation_id: 'uuid',
};

/** With their cards (MEM-11). One that is there already stays as it is: its id derives from its cause, so it is the same sale. */
export async function insertMemberships(em: EntityManager, by: SoldBy, sold: readonly SoldMembership[]): Promise<number> {
  const now = await survivors(
    em,
    sold.flatMap((m) => [m.personId, m.accountId, m.clientId]),
  );
  const rows = sold.map((m) => [
    m.id,
    by.sellerId,
    by.federationId,
    m.offerId,
    m.listingId,
    m.personId && now(m.personId),
    now(m.accountId),
    now(m.clientId),
    by.purchasedOn,
    m.effectiveOn,
    m.expiresOn,
    m.saleId,
    m.sellingMinor,
    m.originalMinor,
    m.currency,
    by.importId,
    m.importRow,
    by.operationId ?? null,
  ]);
  const inserted = await insertRows(em, 'memberships', columns, rows, 'ON CONFLICT (id) DO NOTHING');
  await issueCards(em, sold);
  return inserted;
}
