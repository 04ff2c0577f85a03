import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { execute, insertRows, query } from '#platform/database/sql';

/** Keeps every other operation off these memberships. Says which are kept by another one already. */
export async function holdMemberships(
  em: EntityManager,
  membershipIds: readonly Uuid[],
  { sellerId, operationId }: { sellerId: Uuid; operationId: Uuid },
): Promise<Uuid[]> {
  const rows = [...membershipIds].sort().map((id) => [id, sellerId, operationId]);
  const types = { membership_id: 'uuid', seller_id: 'uuid', operation_id: 'uuid' };
  await insertRows(em, 'membership_holds', types, rows, 'ON CONFLICT DO NOTHING');
  const text = 'SELECT membership_id AS id FROM membership_holds WHERE membership_id = ANY ($1::uuid[]) AND operation_id <> $2';
  return (await query<{ id: Uuid }>(em, text, [membershipIds, operationId])).map(({ id }) => id);
}

export const letGo = (em: EntityManager, operationId: Uuid): Promise<number> =>
  execute(em, 'DELETE FROM membership_holds WHERE operation_id = $1', [operationId]);

/** Some of what an operation holds, which it finds it does not need. */
export const letGoOf = (em: EntityManager, operationId: Uuid, membershipIds: readonly Uuid[]): Promise<number> =>
  execute(em, 'DELETE FROM membership_holds WHERE operation_id = $1 AND membership_id = ANY ($2::uuid[])', [operationId, membershipIds]);

export interface Replaced {
  readonly membershipId: Uuid;
  readonly newMembershipId: Uuid;
}

/** The old ones end as replaced and free their places; what took theirs is written down (REP-10). */
export async function endAsReplaced(
  em: EntityManager,
  replaced: readonly Replaced[],
  { operationId, on }: { operationId: Uuid; on: LocalDate },
): Promise<number> {
  const [row] = await query<{ ended: number }>(
    em,
    `WITH pairs AS (
       SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS p (membership_id, new_membership_id)
     ), ended AS (
       UPDATE memberships SET ended = 'replaced' FROM pairs WHERE memberships.id = pairs.membership_id AND ended IS NULL
       RETURNING id, seller_id, federation_id, new_membership_id
     ), written AS (
       INSERT INTO status_history (membership_id, status, reason, seller_id, federation_id, changed_on)
       SELECT id, 'replaced', 'replacement', seller_id, federation_id, $4 FROM ended
     ), linked AS (
       INSERT INTO replacements (membership_id, new_membership_id, seller_id, federation_id, operation_id, replaced_on)
       SELECT id, new_membership_id, seller_id, federation_id, $3, $4 FROM ended
     ), freed AS (
       DELETE FROM slots USING ended WHERE slots.membership_id = ended.id
     ) SELECT count(*)::int AS ended FROM ended`,
    [replaced.map((one) => one.membershipId), replaced.map((one) => one.newMembershipId), operationId, on],
  );
  return row.ended;
}
