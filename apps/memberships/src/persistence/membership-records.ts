import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import type { MembershipRecord } from '#contracts/memberships/memberships.query';
import { query } from '#platform/database/sql';
import { nameIn } from '../domain/offer.js';
import { statusOn, type Ending, type StatusBounds } from '../domain/status.js';

/** Which memberships are wanted. Whose they are is not asked for: it is the reader's. */
export interface Wanted {
  readonly id?: Uuid;
  readonly importId?: Uuid;
  readonly personId?: Uuid;
  readonly accountId?: Uuid;
  readonly offerId?: Uuid;
  readonly sellerId?: Uuid;
  readonly goodOn?: LocalDate;
  readonly bounds?: StatusBounds;
  readonly afterEntry?: number;
  readonly limit: number;
}

interface Row {
  entry: number;
  id: Uuid;
  offer_id: Uuid;
  listing_id: Uuid;
  person_id: Uuid | null;
  account_id: Uuid;
  seller_id: Uuid;
  listing_name: string | null;
  offer_names: Record<string, string>;
  purchased_on: LocalDate;
  effective_on: LocalDate;
  expires_on: LocalDate | null;
  ended: Ending | null;
  sale_id: Uuid;
  selling_minor: number;
  original_minor: number;
  currency: string;
  import_id: Uuid | null;
}

/** Memberships in the order they were sold, each with its place in it. */
export async function findMemberships(em: EntityManager, reader: ActingOrganization, today: LocalDate, wanted: Wanted) {
  const { text, values } = conditions(reader, wanted);
  const rows = await query<Row>(
    em,
    `SELECT m.entry, m.id, m.offer_id, m.listing_id, m.person_id, m.account_id, m.seller_id, l.name AS listing_name, o.names AS offer_names,
            m.purchased_on, m.effective_on, m.expires_on, m.ended, m.sale_id, m.selling_minor, m.original_minor, m.currency, m.import_id
     FROM memberships m JOIN offers o ON o.id = m.offer_id LEFT JOIN listings l ON l.id = m.listing_id
     WHERE ${text} ORDER BY m.entry LIMIT ${Math.trunc(wanted.limit)}`,
    values,
  );
  return rows.map((row) => ({ entry: row.entry, record: recordFor(reader, row, today) }));
}

function conditions(reader: ActingOrganization, wanted: Wanted): { text: string; values: unknown[] } {
  const { bounds } = wanted;
  const clauses: [string, unknown][] = [[`m.${reader.kind === 'federation' ? 'federation_id' : 'seller_id'} = $`, reader.id]];
  const add = (clause: string, value: unknown) => void (value !== undefined && clauses.push([clause, value]));
  add('m.id = $', wanted.id);
  add('m.import_id = $', wanted.importId);
  add('m.person_id = $', wanted.personId);
  add('m.account_id = $', wanted.accountId);
  add('m.offer_id = $', wanted.offerId);
  add('m.seller_id = $', wanted.sellerId);
  add('m.effective_on <= $', wanted.goodOn);
  add(`coalesce(m.expires_on, 'infinity') >= $`, wanted.goodOn);
  add('NOT EXISTS (SELECT FROM status_history h WHERE h.membership_id = m.id AND h.changed_on <= $)', wanted.goodOn);
  add('m.entry > $', wanted.afterEntry);
  add('m.ended IS NOT DISTINCT FROM $', bounds?.ended);
  add('m.effective_on >= $', bounds?.effectiveFrom);
  add('m.effective_on <= $', bounds?.effectiveUntil);
  add(`coalesce(m.expires_on, 'infinity') >= $`, bounds?.expiresFrom);
  add('m.expires_on <= $', bounds?.expiresUntil);
  return { text: clauses.map(([clause], i) => clause.replace('$', `$$${i + 1}`)).join(' AND '), values: clauses.map(([, value]) => value) };
}

/** The seller reads its own name, price and client; its federation the offer's name, and never the club's price or who shares a household. */
function recordFor(reader: ActingOrganization, row: Row, today: LocalDate): MembershipRecord {
  const own = row.seller_id === reader.id;
  return {
    id: row.id,
    offerId: row.offer_id,
    listingId: row.listing_id,
    personId: row.person_id,
    accountId: own || row.person_id === null ? row.account_id : null,
    sellerId: row.seller_id,
    name: (own && row.listing_name) || nameIn(row.offer_names, reader.languages),
    status: statusOn({ effectiveOn: row.effective_on, expiresOn: row.expires_on, ended: row.ended }, today),
    purchasedOn: row.purchased_on,
    effectiveOn: row.effective_on,
    expiresOn: row.expires_on,
    saleId: row.sale_id,
    sellingMinor: own ? row.selling_minor : null,
    originalMinor: row.original_minor,
    currency: row.currency,
    importId: row.import_id,
  };
}
