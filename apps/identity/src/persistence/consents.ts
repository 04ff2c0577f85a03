import type { EntityManager } from '@mikro-orm/postgresql';
import type { ConsentRecord } from '#contracts/identity/invitations';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';

export interface OwnConsent extends ConsentRecord {
  readonly organizationId: Uuid;
}

/** The organizations that know accounts which the user owns, or the one behind a client. As the introducer. */
export async function consentsOf(em: EntityManager, userId: Uuid): Promise<ConsentRecord[]> {
  const rows = await query<ConsentRow>(em, `${consents} ORDER BY o.name, c.id`, [userId]);
  return rows.map((row) => consentRecord(consent(row)));
}

export async function consentOf(em: EntityManager, userId: Uuid, clientId: Uuid): Promise<OwnConsent | undefined> {
  const [row] = await query<ConsentRow>(em, `${consents} AND c.id = $2`, [userId, clientId]);
  return row && consent(row);
}

export const consentRecord = ({ clientId, accountId, organizationName, consent, since }: ConsentRecord): ConsentRecord => ({
  clientId,
  accountId,
  organizationName,
  consent,
  since,
});

interface ConsentRow extends Omit<OwnConsent, 'since'> {
  readonly since: Date;
}

const consent = ({ since, ...row }: ConsentRow): OwnConsent => ({ ...row, since: since.toISOString() });

const consents = `SELECT c.id AS "clientId", c.account_id AS "accountId", c.organization_id AS "organizationId", o.name AS "organizationName",
    c.consent, c.created_at AS since
  FROM account_sign_ins s JOIN accounts a ON a.id = s.account_id AND a.owner_person_id = s.person_id
    JOIN clients c ON c.account_id = a.id AND c.archived_at IS NULL JOIN organizations o ON o.id = c.organization_id
  WHERE s.user_id = $1`;
