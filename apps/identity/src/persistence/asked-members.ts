import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';

/**
 * The organization behind a client of the user's own, when it may ask about the member: the owner answers for everybody in the account,
 * whoever has a login of their own for themselves (ID-21), and nobody asks without the owner's consent (ID-9). As the introducer.
 */
export async function askingOrganization(em: EntityManager, userId: Uuid, clientId: Uuid, personId: Uuid): Promise<Uuid> {
  const [found] = await query<{ organizationId: Uuid }>(em, asking, [userId, clientId, personId]);
  if (!found) throw new Missing('identity.no-such-client');
  return found.organizationId;
}

const asking = `SELECT c.organization_id AS "organizationId"
  FROM clients c JOIN account_sign_ins s ON s.account_id = c.account_id AND s.user_id = $1 JOIN accounts a ON a.id = c.account_id
    JOIN account_members m ON m.account_id = a.id AND m.person_id = $3
  WHERE c.id = $2 AND c.archived_at IS NULL AND c.consent = 'given' AND (a.owner_person_id = s.person_id OR s.person_id = $3)`;
