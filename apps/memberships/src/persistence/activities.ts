import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ActivityKind, ActivityRecord, EntryRefusal } from '#contracts/memberships/entry';
import type { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';

/** What the door needs to know of somebody, in one read. */
export interface Visitor {
  readonly blocked: boolean;
  readonly clients: readonly { readonly accountId: Uuid; readonly clientId: Uuid }[]; // The person's, at this organization.
  readonly passes: readonly Pass[];
  readonly families: boolean; // Whether memberships are sold to whole accounts here: only then is it asked whose account this is.
}

export interface Pass {
  readonly membershipId: Uuid;
  readonly offerId: Uuid;
  readonly names: Record<string, string>;
  readonly effectiveOn: LocalDate;
  readonly expiresOn: LocalDate | null;
}

export async function visitor(database: Database, organizationId: Uuid, personId: Uuid, today: LocalDate): Promise<Visitor> {
  const [found] = await database.statement<Visitor>(
    `SELECT EXISTS (SELECT FROM entry_blocks WHERE organization_id = $1 AND person_id = $2) AS blocked,
       coalesce((SELECT json_agg(json_build_object('accountId', c.account_id, 'clientId', c.client_id)) FROM (
         SELECT DISTINCT account_id, client_id FROM memberships WHERE person_id = $2 AND seller_id = $1) c), '[]') AS clients,
       coalesce((SELECT json_agg(json_build_object('membershipId', p.membership_id, 'offerId', p.offer_id, 'names', o.names,
           'effectiveOn', p.effective_on, 'expiresOn', p.expires_on))
         FROM passes_of($2, $3) p JOIN offers o ON o.id = p.offer_id), '[]') AS passes,
       EXISTS (SELECT FROM offers WHERE family) AS families`,
    [organizationId, personId, today],
  );
  return found;
}

/** What the accounts of somebody are good for, and as whose clients the organization sold it to them. */
export async function household(
  em: EntityManager,
  organizationId: Uuid,
  accountIds: readonly Uuid[],
  today: LocalDate,
): Promise<Pick<Visitor, 'clients' | 'passes'>> {
  const [found] = await query<Pick<Visitor, 'clients' | 'passes'>>(
    em,
    `SELECT coalesce((SELECT json_agg(json_build_object('accountId', c.account_id, 'clientId', c.client_id)) FROM (
         SELECT DISTINCT account_id, client_id FROM memberships
         WHERE account_id = ANY ($2::uuid[]) AND person_id IS NULL AND seller_id = $1) c), '[]') AS clients,
       coalesce((SELECT json_agg(json_build_object('membershipId', p.membership_id, 'offerId', p.offer_id, 'names', o.names,
           'effectiveOn', p.effective_on, 'expiresOn', p.expires_on))
         FROM family_passes_of($2::uuid[], $3) p JOIN offers o ON o.id = p.offer_id), '[]') AS passes`,
    [organizationId, accountIds, today],
  );
  return found;
}

export interface NewActivity {
  readonly id: Uuid;
  readonly organizationId: Uuid;
  readonly personId: Uuid | null;
  readonly accountId: Uuid | null;
  readonly kind: ActivityKind;
  readonly at: string;
  readonly reason: EntryRefusal | null;
  readonly membershipId: Uuid | null;
  readonly pass: string | null;
  readonly note: string | null;
}

export const logActivity = (em: EntityManager, activity: NewActivity): Promise<number> => execute(em, insertActivity, valuesOf(activity));

/** The same as a transaction of its own, which is all a check-in writes. False when it is there already. */
export async function logAlone(database: Database, activity: NewActivity): Promise<boolean> {
  return (await database.statement(`${insertActivity} RETURNING id`, valuesOf(activity))).length > 0;
}

const insertActivity = `INSERT INTO activities (id, organization_id, person_id, account_id, kind, at, reason, membership_id, pass, note)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING`;

const valuesOf = (activity: NewActivity): unknown[] => [
  activity.id,
  activity.organizationId,
  activity.personId,
  activity.accountId,
  activity.kind,
  activity.at,
  activity.reason,
  activity.membershipId,
  activity.pass,
  activity.note,
];

export interface ActivityFilter {
  readonly id?: Uuid;
  readonly personId?: Uuid;
  readonly accountId?: Uuid;
  readonly kind?: ActivityKind;
  readonly admitted?: boolean;
  readonly beforeEntry?: number;
  readonly limit: number;
}

interface Row extends Omit<ActivityRecord, 'at' | 'admitted'> {
  entry: number;
  at: Date;
}

/** The organization's log, newest first, each with its place in it. */
export async function findActivities(
  em: EntityManager,
  organizationId: Uuid,
  { id, personId, accountId, kind, admitted, beforeEntry, limit }: ActivityFilter,
): Promise<{ entry: number; record: ActivityRecord }[]> {
  const clauses: [string, unknown][] = [['organization_id = $', organizationId]];
  const add = (clause: string, value: unknown) => void (value !== undefined && clauses.push([clause, value]));
  add('id = $', id);
  add('person_id = $', personId);
  add('account_id = $', accountId);
  add('kind = $', kind);
  add('(reason IS NULL) = $', admitted);
  add('entry < $', beforeEntry);
  const where = clauses.map(([clause], i) => `${clause}${i + 1}`).join(' AND ');
  const rows = await query<Row>(
    em,
    `SELECT entry, id, kind, person_id AS "personId", account_id AS "accountId", at, reason, membership_id AS "membershipId", pass, note
     FROM activities WHERE ${where} ORDER BY entry DESC LIMIT ${Math.trunc(limit)}`,
    clauses.map(([, value]) => value),
  );
  return rows.map(({ entry, at, ...row }) => ({ entry, record: { ...row, at: at.toISOString(), admitted: row.reason === null } }));
}

export async function getActivity(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<ActivityRecord | undefined> {
  return (await findActivities(em, organizationId, { id, limit: 1 }))[0]?.record;
}

export const block = (em: EntityManager, organizationId: Uuid, personId: Uuid, reason: string | null, since: string): Promise<number> =>
  execute(
    em,
    `INSERT INTO entry_blocks (organization_id, person_id, reason, since) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organization_id, person_id) DO UPDATE SET reason = $3`,
    [organizationId, personId, reason, since],
  );

export const unblock = (em: EntityManager, organizationId: Uuid, personId: Uuid): Promise<number> =>
  execute(em, 'DELETE FROM entry_blocks WHERE organization_id = $1 AND person_id = $2', [organizationId, personId]);
