import type { EntityManager } from '@mikro-orm/postgresql';
import type { MergeRecord, MergeState } from '#contracts/identity/merges';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { personNumber } from './person-records.js';

interface MergeRow extends Omit<MergeRecord, 'accounts' | 'closedNumber' | 'mergedAt' | 'undoneAt'> {
  readonly accounts: { from: Uuid; to: Uuid }[];
  readonly closedNumber: number | null;
  readonly mergedAt: Date;
  readonly undoneAt: Date | null;
}

/** An organization's own merges. Who was closed stays in its sight by them. */
export async function mergeRecords(
  em: EntityManager,
  organizationId: Uuid,
  { where, values, order, limit }: { where: string; values: readonly unknown[]; order: string; limit: number },
): Promise<MergeRecord[]> {
  const text = `SELECT ${columns} FROM merges m LEFT JOIN people s ON s.id = m.survivor_id LEFT JOIN people c ON c.id = m.closed_id
      LEFT JOIN possible_duplicates d ON d.organization_id = $1
        AND d.person_id = least(m.survivor_id, m.closed_id) AND d.other_id = greatest(m.survivor_id, m.closed_id)
    WHERE m.organization_id = $1 AND ${where} ORDER BY ${order} LIMIT ${limit}`;
  return (await query<MergeRow>(em, text, [organizationId, ...values])).map(mergeRecord);
}

const columns = `m.id, m.state, m.survivor_id AS "survivorPersonId", coalesce(s.first_name || ' ' || s.last_name, '') AS "survivorName",
  m.closed_id AS "closedPersonId", coalesce(c.first_name || ' ' || c.last_name, '') AS "closedName", c.number AS "closedNumber",
  d.id AS "possibleDuplicateId", m.accounts, m.merged_at AS "mergedAt", m.merged_by AS "mergedBy", m.undone_at AS "undoneAt", m.undone_by AS "undoneBy"`;

const mergeRecord = ({ accounts, closedNumber, mergedAt, undoneAt, ...row }: MergeRow): MergeRecord => ({
  ...row,
  closedNumber: closedNumber === null ? '' : personNumber(closedNumber),
  accounts: accounts.map(({ from, to }) => ({ closedAccountId: from, survivorAccountId: to })),
  mergedAt: mergedAt.toISOString(),
  undoneAt: undoneAt?.toISOString() ?? null,
});

export async function findMerge(em: EntityManager, organizationId: Uuid, mergeId: Uuid): Promise<MergeRecord | undefined> {
  return (await mergeRecords(em, organizationId, { where: 'm.id = $2', values: [mergeId], order: 'm.id', limit: 1 }))[0];
}

/** A merge, held until the transaction ends. As the merger. */
export interface StoredMerge {
  readonly id: Uuid;
  readonly organizationId: Uuid;
  readonly networkId: Uuid;
  readonly survivorId: Uuid;
  readonly closedId: Uuid;
  readonly state: MergeState;
  readonly undoneBy: string | null;
  readonly giveBack: Uuid[];
}

export async function mergeForUpdate(em: EntityManager, mergeId: Uuid): Promise<StoredMerge | undefined> {
  const text = `SELECT id, organization_id AS "organizationId", network_id AS "networkId", survivor_id AS "survivorId", closed_id AS "closedId",
      state, undone_by AS "undoneBy", give_back AS "giveBack" FROM merges WHERE id = $1 FOR UPDATE`;
  return (await query<StoredMerge>(em, text, [mergeId]))[0];
}

/** Whether one of these people or accounts is in a merge that is under way. */
export async function isMoving(em: EntityManager, personIds: readonly Uuid[], accountIds: readonly Uuid[]): Promise<boolean> {
  const text = `SELECT FROM merges m JOIN merge_reach r ON r.merge_id = m.id
    WHERE m.state IN ('moving', 'splitting') AND (m.survivor_id = ANY ($1::uuid[]) OR m.closed_id = ANY ($1::uuid[]) OR ${overlaps('$2')}) LIMIT 1`;
  return (await query(em, text, [personIds, accountIds])).length > 0;
}

/** Whether a later merge builds on this one: over the same people, or the same accounts. */
export async function isBuiltUpon(em: EntityManager, mergeId: Uuid): Promise<boolean> {
  const text = `SELECT FROM merges o JOIN merge_reach mine ON mine.merge_id = o.id, merges m JOIN merge_reach r ON r.merge_id = m.id
    WHERE o.id = $1 AND m.id <> o.id AND m.state <> 'undone' AND (m.merged_at, m.id) > (o.merged_at, o.id)
      AND (m.survivor_id IN (o.survivor_id, o.closed_id) OR m.closed_id IN (o.survivor_id, o.closed_id)
        OR ${overlaps(`ARRAY(SELECT unnest(ARRAY[(x ->> 'from')::uuid, (x ->> 'to')::uuid]) FROM jsonb_array_elements(mine.accounts) AS x)`)}) LIMIT 1`;
  return (await query(em, text, [mergeId])).length > 0;
}

const overlaps = (accountIds: string): string => `EXISTS (SELECT FROM jsonb_array_elements(r.accounts) AS pair
    WHERE (pair ->> 'from')::uuid = ANY (${accountIds}::uuid[]) OR (pair ->> 'to')::uuid = ANY (${accountIds}::uuid[]))`;

/** Accounts that the survivor is in only in the closed person's place. */
export async function accountsInPlace(em: EntityManager, mergeId: Uuid): Promise<Uuid[]> {
  const text = `SELECT DISTINCT change -> 'key' ->> 'account_id' AS id FROM merge_changes
    WHERE merge_id = $1 AND change ->> 'table' = 'account_members' AND change ->> 'did' = 'moved' AND change ->> 'column' = 'person_id' ORDER BY 1`;
  return (await query<{ id: Uuid }>(em, text, [mergeId])).map(({ id }) => id);
}

/** Whether it is still known what was where. */
export const isRemembered = async (em: EntityManager, mergeId: Uuid): Promise<boolean> =>
  (await query(em, `SELECT FROM merge_changes WHERE merge_id = $1 LIMIT 1`, [mergeId])).length > 0;
