import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import type { CardStanding } from '../domain/card.js';

/** What needs a card when it is sold. */
export interface Sold {
  readonly id: Uuid;
  readonly offerId: Uuid;
}

/** Cards for those memberships whose offer has any (MEM-11), in one statement; one that has its card keeps it. */
export const issueCards = (em: EntityManager, sold: readonly Sold[]): Promise<number> =>
  execute(
    em,
    `INSERT INTO cards (membership_id, federation_id, issued_at)
     SELECT sold.id, o.federation_id, now() FROM unnest($1::uuid[], $2::uuid[]) AS sold (id, offer_id)
       JOIN offers o ON o.id = sold.offer_id AND o.card
     ON CONFLICT (membership_id) WHERE lost_at IS NULL DO NOTHING`,
    [sold.map(({ id }) => id), sold.map(({ offerId }) => offerId)],
  );

/** A card with what is printed on it, as far as it is known here. */
export interface Card extends CardStanding {
  readonly entry: number;
  readonly id: Uuid;
  readonly code: Uuid;
  readonly number: number;
  readonly membershipId: Uuid;
  readonly personId: Uuid | null;
  readonly accountId: Uuid;
  readonly names: Record<string, string>; // The offer's
  readonly listingName: string; // The seller's own
  readonly effectiveOn: LocalDate;
  readonly issuedAt: Date;
  readonly photo: boolean; // Whether it shows one.
}

export interface CardsWanted {
  readonly id?: Uuid;
  readonly membershipId?: Uuid;
  readonly personId?: Uuid;
  readonly usedBy?: Uuid; // What somebody holds, and what belongs to the whole account.
  readonly accountId?: Uuid;
  readonly voided?: boolean;
  readonly afterEntry?: number;
  readonly limit: number;
}

/** Cards of what the seller sold, in the order of issue. */
export function findCards(em: EntityManager, sellerId: Uuid, today: LocalDate, wanted: CardsWanted): Promise<Card[]> {
  const clauses: [string, unknown][] = [['m.seller_id = $', sellerId]];
  const add = (clause: string, value: unknown) => void (value !== undefined && clauses.push([clause, value]));
  add('c.id = $', wanted.id);
  add('c.membership_id = $', wanted.membershipId);
  add('m.person_id = $', wanted.personId);
  add('(m.person_id IS NULL OR m.person_id = $)', wanted.usedBy);
  add('m.account_id = $', wanted.accountId);
  add('c.entry > $', wanted.afterEntry);
  const where = clauses.map(([clause], i) => clause.replace('$', `$${i + 1}`));
  const values = clauses.map(([, value]) => value);
  if (wanted.voided !== undefined) {
    values.push(today, wanted.voided);
    where.push(
      `(c.lost_at IS NOT NULL OR m.ended IS NOT NULL OR coalesce(m.expires_on, 'infinity') < $${values.length - 1}::date) = $${values.length}`,
    );
  }
  return query<Card>(em, `${cards} WHERE ${where.join(' AND ')} ORDER BY c.entry LIMIT ${Math.trunc(wanted.limit)}`, values);
}

const cards = `SELECT c.entry, c.id, c.code, c.number, c.membership_id AS "membershipId", m.person_id AS "personId",
    m.account_id AS "accountId", o.names, l.name AS "listingName", m.effective_on AS "effectiveOn", m.expires_on AS "expiresOn", m.ended,
    c.lost_at IS NOT NULL AS lost, c.issued_at AS "issuedAt", o.card_photo AS photo
  FROM cards c JOIN memberships m ON m.id = c.membership_id JOIN offers o ON o.id = m.offer_id JOIN listings l ON l.id = m.listing_id`;

/** The card in force, or else the last one, of a membership that the seller sold. */
export async function findCardOf(em: EntityManager, sellerId: Uuid, membershipId: Uuid): Promise<Card | undefined> {
  const text = `${cards} WHERE m.seller_id = $1 AND m.id = $2 ORDER BY c.lost_at IS NOT NULL, c.entry DESC LIMIT 1`;
  const [found] = await query<Card>(em, text, [sellerId, membershipId]);
  return found;
}

/** What issuing a card needs to know of a membership, held against others who would. */
export interface Cardable {
  readonly offerId: Uuid;
  readonly card: boolean; // Whether its offer has any.
  readonly ended: 'cancelled' | 'replaced' | null;
  readonly expiresOn: LocalDate | null;
}

export async function findCardableForUpdate(em: EntityManager, sellerId: Uuid, membershipId: Uuid): Promise<Cardable | undefined> {
  const [found] = await query<Cardable>(
    em,
    `SELECT m.offer_id AS "offerId", o.card, m.ended, m.expires_on AS "expiresOn"
     FROM memberships m JOIN offers o ON o.id = m.offer_id WHERE m.seller_id = $1 AND m.id = $2 FOR UPDATE OF m`,
    [sellerId, membershipId],
  );
  return found;
}

/** The card in force is lost, and another bears its number; the first of a membership has a number of its own. Gives which was lost. */
export async function replaceCard(
  em: EntityManager,
  { id, membershipId, at }: { id: Uuid; membershipId: Uuid; at: string },
): Promise<Uuid | null> {
  const text = 'UPDATE cards SET lost_at = $2 WHERE membership_id = $1 AND lost_at IS NULL RETURNING id';
  const [lost] = await query<{ id: Uuid }>(em, text, [membershipId, at]);
  await execute(
    em,
    `INSERT INTO cards (id, membership_id, federation_id, number, issued_at)
     SELECT $1, m.id, m.federation_id, coalesce((SELECT number FROM cards WHERE membership_id = m.id LIMIT 1), nextval('card_numbers')), $3
     FROM memberships m WHERE m.id = $2`,
    [id, membershipId, at],
  );
  return lost?.id ?? null;
}

/** A card as the door knows it, whoever of the network sold it. */
export interface ShownCard extends CardStanding {
  readonly membershipId: Uuid;
  readonly personId: Uuid | null;
}

export async function findShownCard(database: Database, code: Uuid | undefined): Promise<ShownCard | undefined> {
  if (code === undefined) return undefined;
  const [found] = await database.statement<ShownCard>(
    `SELECT membership_id AS "membershipId", person_id AS "personId", lost, ended, expires_on AS "expiresOn" FROM card_of($1)`,
    [code],
  );
  return found;
}
