import type { EntityManager } from '@mikro-orm/postgresql';
import type { ClientToJoin } from '#contracts/memberships/merges';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { returning, type LaterMembership } from '../domain/returning.js';
import type { Merge } from './moved-holdings.js';
import { lockOffers } from './slots.js';

/** What the undoing of a merge said: said again, whenever it is asked for again. */
export interface ReturnAnswer {
  readonly clientsInUse: Uuid[];
  readonly saleIds: Uuid[];
}

export interface MergedPeople extends Merge {
  readonly answer: ReturnAnswer | null;
}

/** Of an undoing: which memberships go back, and which came later. */
export interface Returning {
  readonly moved: ReadonlySet<Uuid>;
  readonly later: readonly (LaterMembership & {
    readonly sellerId: Uuid;
    readonly accountId: Uuid;
    readonly clientId: Uuid;
    readonly purchasedOn: LocalDate;
  })[];
  readonly going: ReadonlySet<Uuid>;
}

export async function mergeFor(em: EntityManager, mergeId: Uuid, lock: '' | 'FOR UPDATE' = ''): Promise<MergedPeople | undefined> {
  const [found] = await query<MergedPeople>(em, `${selectMerge} WHERE merge_id = $1 ${lock}`, [mergeId]);
  return found;
}

/** What staff named of what came later, and accounts that the survivor is in only in the closed person's place: what came there goes back. */
export interface GivenBack {
  readonly giveBack: readonly Uuid[];
  readonly accountsBack?: readonly Uuid[];
}

/** Decides; writes nothing. As the narrow role, or, for a preview, as far as the acting organization sees. */
export async function draftReturn(em: EntityManager, merge: Merge, { giveBack, accountsBack = [] }: GivenBack): Promise<Returning> {
  const { mergeId, survivorId, clients } = merge;
  const rows = await query<{ id: Uuid }>(
    em,
    `SELECT unnest(ids) AS id FROM moved_holdings WHERE merge_id = $1 AND place LIKE 'memberships.%'`,
    [mergeId],
  );
  const moved = new Set(rows.map(({ id }) => id));
  const later = await query<Returning['later'][number]>(em, selectLater, [
    mergeId,
    survivorId,
    clients.map((one) => one.organizationId),
    clients.map((one) => one.toClientId),
  ]);
  const inPlace = later.filter(({ accountId }) => accountsBack.includes(accountId)).map(({ id }) => id);
  return { moved, later, going: returning(later, { moved, chosen: new Set([...giveBack, ...inPlace]) }) };
}

export async function returnHoldings(em: EntityManager, merge: Merge, given: GivenBack): Promise<ReturnAnswer> {
  const { mergeId, closedId, survivorId, clients } = merge;
  const { moved, later, going } = await draftReturn(em, merge, given);
  const [back, fresh] = [[...moved, ...going], [...going]];
  const offers = await query<{ id: Uuid }>(em, `SELECT DISTINCT offer_id AS id FROM memberships WHERE id = ANY ($1::uuid[])`, [back]);
  await lockOffers(
    em,
    offers.map(({ id }) => id),
  );

  for (const { place, text } of ofPlaces) await execute(em, text, [mergeId, place]);
  await execute(em, `UPDATE memberships SET person_id = $2 WHERE id = ANY ($1::uuid[]) AND person_id = $3`, [fresh, closedId, survivorId]);
  await execute(em, `UPDATE home_moves SET person_id = $2 WHERE membership_id = ANY ($1::uuid[]) AND person_id = $3`, [
    fresh,
    closedId,
    survivorId,
  ]);
  for (const client of clients) await execute(em, returnSold, [back, ...clientColumns(client)]);
  await execute(em, returnSlots, [back]);

  const staying = later.filter(({ id }) => !going.has(id));
  const used = await query<{ id: Uuid }>(em, selectUsed, [
    survivorId,
    clients.map((one) => one.organizationId),
    clients.map((one) => one.toClientId),
  ]);
  const clientsInUse = new Set([...staying.map(({ clientId }) => clientId), ...used.map(({ id }) => id)]);
  const survivingClients = clients.map(({ toClientId }) => toClientId).filter((id) => clientsInUse.has(id));
  return { clientsInUse: [...new Set(survivingClients)].sort(), saleIds: await salesOf(em, [...moved], fresh) };
}

/** Sales that billing may have on sheets of the survivor: of what came later, and the months of what was there before. */
export async function salesOf(em: EntityManager, moved: readonly Uuid[], fresh: readonly Uuid[]): Promise<Uuid[]> {
  return (await query<{ id: Uuid }>(em, selectSales, [moved, fresh])).map(({ id }) => id);
}

const clientColumns = ({ organizationId, fromAccountId, toAccountId, fromClientId }: ClientToJoin): Uuid[] => [
  organizationId,
  fromAccountId,
  toAccountId,
  fromClientId,
];

const selectMerge = `SELECT merge_id AS "mergeId", closed_id AS "closedId", survivor_id AS "survivorId", clients, answer FROM merged_people`;

const selectLater = `SELECT m.id, m.seller_id AS "sellerId", m.account_id AS "accountId", m.client_id AS "clientId", m.purchased_on AS "purchasedOn", r.membership_id AS "replacedId"
  FROM memberships m LEFT JOIN replacements r ON r.new_membership_id = m.id
  WHERE (m.person_id = $2 OR (m.seller_id, m.client_id) IN (SELECT * FROM unnest($3::uuid[], $4::uuid[])))
    AND NOT EXISTS (SELECT FROM moved_holdings h WHERE h.merge_id = $1 AND m.id = ANY (h.ids)
      AND h.place IN ('known', 'memberships.person', 'memberships.account'))
  ORDER BY m.entry`;

/** Each row of the journal, undone where nobody changed it since. */
const undone = (
  table: string,
  key: string,
  column: string,
  and = '',
): string => `UPDATE ${table} t SET ${column} = h.from_id FROM moved_holdings h
  WHERE h.merge_id = $1 AND h.place = $2 AND t.${key} = ANY (h.ids) AND t.${column} = h.to_id ${and}`;

const ofPlaces = [
  { place: 'slots', text: undone('slots', 'membership_id', 'person_id') },
  { place: 'memberships.person', text: undone('memberships', 'id', 'person_id') },
  { place: 'home_moves', text: undone('home_moves', 'membership_id', 'person_id') },
  { place: 'activities.person', text: undone('activities', 'id', 'person_id') },
  { place: 'activities.account', text: undone('activities', 'id', 'account_id', 'AND t.organization_id = h.organization_id') },
  {
    place: 'member_skills',
    text: undone(
      'member_skills',
      'id',
      'person_id',
      `AND (t.removed_on IS NOT NULL OR NOT EXISTS (SELECT FROM member_skills o WHERE o.organization_id = t.organization_id
        AND o.person_id = h.from_id AND o.skill_id = t.skill_id AND o.removed_on IS NULL))`,
    ),
  },
  {
    place: 'entry_blocks',
    text: `UPDATE entry_blocks t SET person_id = h.from_id FROM moved_holdings h
      WHERE h.merge_id = $1 AND h.place = $2 AND t.organization_id = h.organization_id AND t.person_id = h.to_id
        AND NOT EXISTS (SELECT FROM entry_blocks o WHERE o.organization_id = h.organization_id AND o.person_id = h.from_id)`,
  },
];

/** $2 the organization, $3 and $4 the accounts, $5 the client that is open again. */
const returnSold = `UPDATE memberships SET account_id = $3, client_id = $5 WHERE id = ANY ($1::uuid[]) AND seller_id = $2 AND account_id = $4`;

/** A place is its membership's holder's; beside another only where that one's came earlier. */
const returnSlots = `UPDATE slots t SET person_id = coalesce(m.person_id, m.account_id), beside = CASE WHEN EXISTS (
      SELECT FROM slots o LEFT JOIN memberships held ON held.id = o.membership_id
      WHERE o.membership_id < t.membership_id AND o.federation_id = t.federation_id AND o.offer_id = t.offer_id
        AND coalesce(held.person_id, held.account_id, o.person_id) = coalesce(m.person_id, m.account_id)
        AND daterange(o.effective_on, o.expires_on, '[]') && daterange(t.effective_on, t.expires_on, '[]')) THEN t.membership_id END
  FROM memberships m WHERE m.id = t.membership_id AND t.membership_id = ANY ($1::uuid[])`;

/** Clients at whose organization the survivor came, was taught or was kept out since. */
const selectUsed = `SELECT c.client AS id FROM unnest($2::uuid[], $3::uuid[]) AS c (organization, client)
  WHERE EXISTS (SELECT FROM activities a WHERE a.organization_id = c.organization AND a.person_id = $1)
    OR EXISTS (SELECT FROM member_skills s WHERE s.organization_id = c.organization AND s.person_id = $1)
    OR EXISTS (SELECT FROM entry_blocks b WHERE b.organization_id = c.organization AND b.person_id = $1)`;

const selectSales = `SELECT sale_id AS id FROM memberships WHERE id = ANY ($2::uuid[])
  UNION SELECT sale_id FROM billed_months WHERE membership_id = ANY ($1::uuid[] || $2::uuid[]) ORDER BY 1 LIMIT 5000`;
