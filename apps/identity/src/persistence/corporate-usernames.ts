import type { EntityManager } from '@mikro-orm/postgresql';
import type { UsernameRecord, UsernameState } from '#contracts/identity/corporate-accounts';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import type { User } from './access.entity.js';

interface UsernameRow extends Omit<UsernameRecord, 'givenAt' | 'activeAt' | 'withdrawnAt'> {
  givenAt: Date;
  activeAt: Date | null;
  withdrawnAt: Date | null;
}

export interface WantedUsernames {
  readonly where: string;
  readonly values: readonly unknown[];
  readonly limit?: number;
}

/** Usernames of an organization's corporate accounts, as it knows them. */
export async function usernames(
  em: EntityManager,
  organizationId: Uuid,
  { where, values, limit = 1 }: WantedUsernames,
): Promise<UsernameRecord[]> {
  const text = `SELECT id, account_id AS "accountId", name, username, how, given_at AS "givenAt", active_at AS "activeAt",
      withdrawn_at AS "withdrawnAt", ${stateColumn} AS state
    FROM corporate_usernames WHERE organization_id = $1 AND ${where} ORDER BY id LIMIT ${limit}`;
  return (await query<UsernameRow>(em, text, [organizationId, ...values])).map(recordOf);
}

export async function getUsername(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<UsernameRecord> {
  const [found] = await usernames(em, organizationId, { where: 'id = $2', values: [id] });
  if (!found) throw new Missing('identity.no-such-username');
  return found;
}

const stateColumn = `CASE WHEN withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN active_at IS NOT NULL THEN 'active' ELSE 'requested' END`;

/** A condition on the state, as the column tells it. */
export const inState = (state: UsernameState | undefined): string => (state ? ` AND ${stateColumn} = '${state}'` : '');

const recordOf = ({ givenAt, activeAt, withdrawnAt, ...row }: UsernameRow): UsernameRecord => ({
  ...row,
  givenAt: givenAt.toISOString(),
  activeAt: activeAt?.toISOString() ?? null,
  withdrawnAt: withdrawnAt?.toISOString() ?? null,
});

/** Whoever followed the link of a letter has access now; not when it was withdrawn meanwhile. As the gatekeeper. */
export async function activateUsername(em: EntityManager, activationId: Uuid, user: User, now: Date): Promise<boolean> {
  const text = `UPDATE corporate_usernames SET user_id = $2, active_at = $3, username = $4
    WHERE activation_id = $1 AND withdrawn_at IS NULL AND active_at IS NULL RETURNING account_id AS "accountId"`;
  const [given] = await query<{ accountId: Uuid }>(em, text, [activationId, user.id, now, user.emailKey]);
  if (given) await letIn(em, given.accountId, user, now);
  return given !== undefined;
}

/** Somebody who signs in already has access at once. As the gatekeeper. */
export async function linkUsername(em: EntityManager, id: Uuid, accountId: Uuid, user: User, now: Date): Promise<void> {
  await execute(em, `UPDATE corporate_usernames SET user_id = $2, active_at = $3 WHERE id = $1`, [id, user.id, now]);
  await letIn(em, accountId, user, now);
}

const letIn = (em: EntityManager, accountId: Uuid, { id, emailKey }: User, now: Date): Promise<number> =>
  execute(em, `INSERT INTO account_sign_ins (account_id, person_id, user_id, username, created_at) VALUES ($1, NULL, $2, $3, $4)`, [
    accountId,
    id,
    emailKey,
    now,
  ]);

/** As the gatekeeper, who alone knows whose username it is. */
export const shutOut = (em: EntityManager, usernameId: Uuid): Promise<number> =>
  execute(
    em,
    `DELETE FROM account_sign_ins s USING corporate_usernames u
     WHERE u.id = $1 AND s.account_id = u.account_id AND s.user_id = u.user_id AND s.person_id IS NULL`,
    [usernameId],
  );
