import type { EntityManager } from '@mikro-orm/postgresql';
import type { EmailOutcome } from '#contracts/identity/new-account';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';

/**
 * Whose address this is (ID-8), asked as the introducer. Mine: an owner in the organization's own list has it, in the organization's
 * own profile or as username. That a client of its has the address at another organization is that one's to know (ID-3): such an
 * account is neither mine nor elsewhere.
 */
export async function emailOutcome(em: EntityManager, organizationId: Uuid, emailKey: string): Promise<EmailOutcome> {
  const found = await query<{ accountId: Uuid; mine: boolean }>(em, byAddress, [emailKey, organizationId]);
  const [first] = found;
  if (!first) return { outcome: 'new' };
  return first.mine ? { outcome: 'mine', accountId: first.accountId } : { outcome: 'elsewhere' };
}

/** The account elsewhere that an invitation to the address is for: the one signed in to by it, else the oldest; of the network, if any. */
export async function accountElsewhere(
  em: EntityManager,
  organizationId: Uuid,
  networkId: Uuid,
  emailKey: string,
): Promise<{ accountId: Uuid; ownNetwork: boolean } | undefined> {
  const [found] = await query<{ accountId: Uuid; ownNetwork: boolean; mine: boolean }>(em, inNetworkFirst, [
    emailKey,
    organizationId,
    networkId,
  ]);
  return found && !found.mine ? found : undefined;
}

const known = `
  WITH known AS (
    SELECT a.id, a.network_id, a.created_at, h.organization_id AS told_by, false AS signs_in
    FROM profiles h JOIN accounts a ON a.owner_person_id = h.person_id
    WHERE h.email_key = $1 AND h.archived_at IS NULL AND a.archived_at IS NULL
    UNION ALL
    SELECT a.id, a.network_id, a.created_at, e.organization_id, false
    FROM extra_emails e JOIN accounts a ON a.owner_person_id = e.person_id WHERE e.email_key = $1 AND a.archived_at IS NULL
    UNION ALL
    SELECT a.id, a.network_id, a.created_at, NULL, true
    FROM users u JOIN account_sign_ins s ON s.user_id = u.id JOIN accounts a ON a.id = s.account_id AND a.owner_person_id = s.person_id
    WHERE u.email_key = $1 AND a.archived_at IS NULL
  ), seen AS (
    SELECT known.*, EXISTS (SELECT FROM clients c
      WHERE c.organization_id = $2 AND c.account_id = known.id AND c.archived_at IS NULL) AS mine
    FROM known
  )`;

const byAddress = `${known}
  SELECT id AS "accountId", mine FROM seen WHERE NOT mine OR signs_in OR told_by = $2
  ORDER BY mine DESC, signs_in DESC, created_at, id LIMIT 1`;

const inNetworkFirst = `${known}
  SELECT id AS "accountId", mine, network_id = $3 AS "ownNetwork" FROM seen WHERE NOT mine OR signs_in OR told_by = $2
  ORDER BY mine DESC, "ownNetwork" DESC, signs_in DESC, created_at, id LIMIT 1`;
