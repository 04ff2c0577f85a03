import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import type { MembershipRecord, StatusReason } from '#contracts/memberships/memberships.query';
import { query } from '#platform/database/sql';
import { nameIn } from '../domain/offer.js';
import { statusOn, type Ending, type StatusBounds } from '../domain/status.js';

/** Which memberships are wanted. Whose they are is not asked for: it is the reader's. */
export interface Wanted {
  readonly id?: Uuid;
  readonly importId?: Uuid;
  readonly personId?: Uuid;
  readonly usedBy?: Uuid; // What somebody holds, and what belongs to the whole account.
  readonly accountId?: Uuid;
  readonly offerId?: Uuid;
  readonly sellerId?: Uuid;
  readonly homeId?: Uuid;
  readonly goodOn?: LocalDate;
  readonly bounds?: StatusBounds;
  readonly lastFirst?: boolean; // The last sold first, instead of the first.
  readonly afterEntry?: number;
  readonly limit: number;
}

interface Row {
  entry: number;
  id: Uuid;
  offer_id: Uuid;
  listing_id: Uuid | null;
  person_id: Uuid | null;
  account_id: Uuid | null;
  seller_id: Uuid;
  federation_id: Uuid;
  home_id: Uuid;
  listing_name: string | null;
  offer_names: Record<string, string>;
  purchased_on: LocalDate;
  effective_on: LocalDate;
  expires_on: LocalDate | null;
  ended: Ending | null;
  sale_id: Uuid | null;
  selling_minor: number | null;
  original_minor: number;
  currency: string;
  import_id: Uuid | null;
}

/** What a club is told of a membership that another one sold. */
interface ReceivedRow extends Row {
  version: number;
  ended_on: LocalDate | null;
  ended_because: StatusReason | null;
}

export interface FoundMembership {
  readonly entry: number; // Its place in the order of sale.
  readonly designerId: Uuid;
  readonly record: MembershipRecord;
  readonly received: { version: number; endedOn: LocalDate | null; endedBecause: StatusReason | null } | null; // Null: not from another club.
}

/** Memberships in the order they were sold, each with its place in it: for a club what it sold, and what came to it from others (MEM-15). */
export async function findMemberships(
  em: EntityManager,
  reader: ActingOrganization,
  today: LocalDate,
  wanted: Wanted,
): Promise<FoundMembership[]> {
  const sold = (await soldMemberships(em, reader, wanted)).map((row) => found(row, recordFor(reader, row, today)));
  if (reader.kind !== 'club' || (wanted.id !== undefined && sold.length > 0)) return sold;
  const received = (await receivedMemberships(em, reader, wanted)).map((row) => found(row, recordFor(reader, row, today), row));
  const sign = wanted.lastFirst ? -1 : 1;
  return [...sold, ...received].sort((a, b) => sign * (a.entry - b.entry)).slice(0, wanted.limit);
}

const found = ({ entry, federation_id }: Row, record: MembershipRecord, received?: ReceivedRow): FoundMembership => ({
  entry,
  designerId: federation_id,
  record,
  received: received ? { version: received.version, endedOn: received.ended_on, endedBecause: received.ended_because } : null,
});

function soldMemberships(em: EntityManager, reader: ActingOrganization, wanted: Wanted): Promise<Row[]> {
  const { text, values } = conditions(wanted, [
    [`m.${reader.kind === 'federation' ? 'federation_id' : 'seller_id'} = $`, reader.id],
    ['coalesce(h.to_id, m.seller_id) = $', wanted.homeId],
    ['m.import_id = $', wanted.importId],
    ['NOT EXISTS (SELECT FROM status_history s WHERE s.membership_id = m.id AND s.changed_on <= $)', wanted.goodOn],
  ]);
  return query(
    em,
    `SELECT m.entry, m.id, m.offer_id, m.listing_id, m.person_id, m.account_id, m.seller_id, l.name AS listing_name, o.names AS offer_names,
            m.purchased_on, m.effective_on, m.expires_on, m.ended, m.sale_id, m.selling_minor, m.original_minor, m.currency, m.import_id,
            m.federation_id, coalesce(h.to_id, m.seller_id) AS home_id
     FROM memberships m JOIN offers o ON o.id = m.offer_id LEFT JOIN listings l ON l.id = m.listing_id
       LEFT JOIN LATERAL (SELECT to_id FROM home_moves WHERE membership_id = m.id ORDER BY version DESC LIMIT 1) h ON true
     WHERE ${text} ORDER BY m.entry ${wanted.lastFirst ? 'DESC' : 'ASC'} LIMIT ${Math.trunc(wanted.limit)}`,
    values,
  );
}

/** The database tells a club no more of them than it needs. */
async function receivedMemberships(em: EntityManager, reader: ActingOrganization, wanted: Wanted): Promise<ReceivedRow[]> {
  if (wanted.importId !== undefined || (wanted.homeId !== undefined && wanted.homeId !== reader.id)) return [];
  const { text, values } = conditions(wanted, [
    ['m.home_id = $', reader.id],
    [`coalesce(m.ended_on, 'infinity') > $`, wanted.goodOn],
  ]);
  return query(
    em,
    `SELECT m.*, o.names AS offer_names, NULL AS listing_id, NULL AS listing_name, NULL AS sale_id, NULL AS selling_minor, NULL AS import_id
     FROM received_memberships() m JOIN offers o ON o.id = m.offer_id
     WHERE ${text} ORDER BY m.entry ${wanted.lastFirst ? 'DESC' : 'ASC'} LIMIT ${Math.trunc(wanted.limit)}`,
    values,
  );
}

function conditions(wanted: Wanted, own: [string, unknown][]): { text: string; values: unknown[] } {
  const { bounds } = wanted;
  const clauses = own.filter(([, value]) => value !== undefined);
  const add = (clause: string, value: unknown) => void (value !== undefined && clauses.push([clause, value]));
  add('m.id = $', wanted.id);
  add('m.person_id = $', wanted.personId);
  add('(m.person_id IS NULL OR m.person_id = $)', wanted.usedBy);
  add('m.account_id = $', wanted.accountId);
  add('m.offer_id = $', wanted.offerId);
  add('m.seller_id = $', wanted.sellerId);
  add('m.effective_on <= $', wanted.goodOn);
  add(`coalesce(m.expires_on, 'infinity') >= $`, wanted.goodOn);
  add(`m.entry ${wanted.lastFirst ? '<' : '>'} $`, wanted.afterEntry);
  add('m.ended IS NOT DISTINCT FROM $', bounds?.ended);
  add('m.effective_on >= $', bounds?.effectiveFrom);
  add('m.effective_on <= $', bounds?.effectiveUntil);
  add(`coalesce(m.expires_on, 'infinity') >= $`, bounds?.expiresFrom);
  add('m.expires_on <= $', bounds?.expiresUntil);
  return { text: clauses.map(([clause], i) => clause.replace('$', `$$${i + 1}`)).join(' AND '), values: clauses.map(([, value]) => value) };
}

/** The seller reads its own name, price and client; its federation and its new home the offer's name, and never the club's price or who shares a household. */
function recordFor(reader: ActingOrganization, row: Row, today: LocalDate): MembershipRecord {
  const own = row.seller_id === reader.id;
  return {
    id: row.id,
    offerId: row.offer_id,
    listingId: row.listing_id,
    personId: row.person_id,
    accountId: own || row.person_id === null ? row.account_id : null,
    sellerId: row.seller_id,
    homeId: row.home_id,
    holder: null,
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
