import type { EntityManager } from '@mikro-orm/postgresql';
import type { ClientToJoin } from '#contracts/memberships/merges';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { lockOffers } from './slots.js';

/** Whom a merge is of. */
export interface Merge {
  readonly mergeId: Uuid;
  readonly closedId: Uuid;
  readonly survivorId: Uuid;
  readonly clients: readonly ClientToJoin[];
}

/** The merge, as long as nothing of it was done yet. From here on what arrives under a closed id goes to the survivor. */
export async function beginMerge(
  em: EntityManager,
  { mergeId, closedId, survivorId, clients }: Merge,
  organizations: readonly Uuid[],
): Promise<boolean> {
  const began = await execute(em, insertMerge, [mergeId, closedId, survivorId, JSON.stringify(clients), organizations]);
  if (began === 0) return false;
  const pairs = new Map([[closedId, survivorId]]);
  for (const { fromAccountId, toAccountId, fromClientId, toClientId } of clients) {
    if (fromAccountId !== toAccountId) pairs.set(fromAccountId, toAccountId);
    if (fromClientId !== toClientId) pairs.set(fromClientId, toClientId);
  }
  await execute(em, insertClosed, [mergeId, [...pairs.keys()], [...pairs.values()], organizations]);
  return true;
}

/** Everything, by set, as the narrow role that may change holders and nothing else. */
export async function moveHoldings(em: EntityManager, { mergeId, closedId, survivorId, clients }: Merge): Promise<void> {
  const accounts = new Map(clients.map(({ fromAccountId, toAccountId }) => [fromAccountId, toAccountId]));
  const holders = new Map([[closedId, survivorId], ...accounts]);
  const offers = await query<{ id: Uuid }>(em, `SELECT DISTINCT offer_id AS id FROM slots WHERE person_id = ANY ($1::uuid[])`, [
    [...holders.keys()],
  ]);
  await lockOffers(
    em,
    offers.map(({ id }) => id),
  ); // Nobody sells one of them to either meanwhile.

  await execute(em, rememberKnown, [
    mergeId,
    closedId,
    survivorId,
    clients.map((one) => one.organizationId),
    clients.map((one) => one.toClientId),
  ]);
  for (const [from, to] of holders)
    await execute(em, moved('slots', 'membership_id', 'seller_id', `person_id = $3, beside = ${besideAnother}`, 'person_id = $2'), [
      mergeId,
      from,
      to,
    ]);
  for (const place of ofPeople) await execute(em, place, [mergeId, closedId, survivorId]);
  for (const { organizationId, fromAccountId, toAccountId, toClientId } of clients) {
    await execute(em, moveSold, [mergeId, fromAccountId, toAccountId, organizationId, toClientId]);
    await execute(em, moveVisits, [mergeId, fromAccountId, toAccountId, organizationId]);
  }
}

const insertMerge = `INSERT INTO merged_people (merge_id, closed_id, survivor_id, clients, organizations) VALUES ($1, $2, $3, $4::jsonb, $5)
  ON CONFLICT DO NOTHING`;
const insertClosed = `INSERT INTO closed_holders (merge_id, closed_id, survivor_id, organizations)
  SELECT $1::uuid, closed, survivor, $4::uuid[] FROM unnest($2::uuid[], $3::uuid[]) AS t (closed, survivor)`;

/** Memberships that the survivor, or a client that survives, has already, by who sold them: what is none of these came after. */
const rememberKnown = `INSERT INTO moved_holdings (merge_id, place, organization_id, from_id, to_id, ids)
  SELECT $1::uuid, 'known', m.seller_id, $2::uuid, $3::uuid, array_agg(m.id) FROM memberships m
  WHERE m.person_id = $3 OR (m.seller_id, m.client_id) IN (SELECT * FROM unnest($4::uuid[], $5::uuid[]))
  GROUP BY m.seller_id ON CONFLICT DO NOTHING`;

/** Changes holders, and writes down of which rows. $1 the merge, $2 from, $3 to. */
const moved = (table: string, key: string, owner: string, change: string, where: string, place = table): string => `
  WITH moved AS (UPDATE ${table} t SET ${change} WHERE ${where} RETURNING t.${key} AS id, t.${owner} AS organization_id)
  INSERT INTO moved_holdings AS known (merge_id, place, organization_id, from_id, to_id, ids)
  SELECT $1::uuid, '${place}', organization_id, $2::uuid, $3::uuid, array_agg(DISTINCT id) FROM moved GROUP BY organization_id
  ON CONFLICT (merge_id, place, organization_id, from_id) DO UPDATE SET ids = known.ids || excluded.ids`;

const overlaps = (other: string): string => `${other}.federation_id = t.federation_id AND ${other}.offer_id = t.offer_id
    AND daterange(${other}.effective_on, ${other}.expires_on, '[]') && daterange(t.effective_on, t.expires_on, '[]')`;
const besideAnother = `CASE WHEN EXISTS (SELECT FROM slots o WHERE o.person_id = $3 AND ${overlaps('o')}) THEN t.membership_id END`;

/**
 * What is of people alone. A skill that the survivor has too, and a block where the survivor is blocked too, stay under the closed
 * person's id: one counts, and the other is there again when the merge is undone.
 */
const ofPeople = [
  moved('memberships', 'id', 'seller_id', 'person_id = $3', 'person_id = $2', 'memberships.person'),
  moved('home_moves', 'membership_id', 'seller_id', 'person_id = $3', 'person_id = $2'),
  moved('activities', 'id', 'organization_id', 'person_id = $3', 'person_id = $2', 'activities.person'),
  moved(
    'member_skills',
    'id',
    'organization_id',
    'person_id = $3',
    `person_id = $2 AND (removed_on IS NOT NULL OR NOT EXISTS (SELECT FROM member_skills o
      WHERE o.organization_id = t.organization_id AND o.person_id = $3 AND o.skill_id = t.skill_id AND o.removed_on IS NULL))`,
  ),
  moved(
    'entry_blocks',
    'person_id',
    'organization_id',
    'person_id = $3',
    `person_id = $2 AND NOT EXISTS (SELECT FROM entry_blocks o WHERE o.organization_id = t.organization_id AND o.person_id = $3)`,
  ),
];

/** $4 the organization, $5 the client that they go to. */
const moveSold = moved(
  'memberships',
  'id',
  'seller_id',
  'account_id = $3, client_id = $5',
  'account_id = $2 AND seller_id = $4',
  'memberships.account',
);
const moveVisits = moved(
  'activities',
  'id',
  'organization_id',
  'account_id = $3',
  'account_id = $2 AND organization_id = $4',
  'activities.account',
);
