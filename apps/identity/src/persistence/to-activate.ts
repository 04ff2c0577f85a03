import type { EntityManager } from '@mikro-orm/postgresql';
import type { ConsentState } from '#contracts/identity/invitations';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import type { ToActivate } from './activations.js';

export interface Activatable extends Omit<ToActivate, 'email' | 'personId'> {
  readonly personId: Uuid | null; // Null: a placeholder owns the account.
  readonly email: string | null;
  readonly active: boolean;
  readonly consent: ConsentState;
}

/** A client's owner as somebody to write to, or nothing when the account is no client of the organization. */
export async function clientToActivate(em: EntityManager, organizationId: Uuid, accountId: Uuid): Promise<Activatable | undefined> {
  const [found] = await query<Activatable>(em, `${owners} AND c.account_id = $2 FOR UPDATE OF c`, [organizationId, accountId]);
  return found;
}

/** Every client taken in since then whose owner has an address and cannot sign in yet (ID-13). */
export const clientsToActivate = (em: EntityManager, organizationId: Uuid, since: Date): Promise<ToActivate[]> =>
  query<ToActivate>(
    em,
    `${owners} AND c.created_at >= $2 AND h.email IS NOT NULL AND s.person_id IS NULL AND c.consent = 'given' ORDER BY c.account_id FOR UPDATE OF c`,
    [organizationId, since],
  );

const owners = `SELECT a.id AS "accountId", p.id AS "personId", p.first_name AS "firstName", p.last_name AS "lastName", h.email, h.language,
    s.person_id IS NOT NULL AS active, c.consent
  FROM clients c JOIN accounts a ON a.id = c.account_id LEFT JOIN people p ON p.id = a.owner_person_id
    LEFT JOIN profiles h ON h.organization_id = $1 AND h.person_id = p.id AND h.archived_at IS NULL
    LEFT JOIN account_sign_ins s ON s.account_id = a.id AND s.person_id = p.id
  WHERE c.organization_id = $1 AND c.archived_at IS NULL`;
