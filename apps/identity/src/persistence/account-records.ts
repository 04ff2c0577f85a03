import type { EntityManager } from '@mikro-orm/postgresql';
import type { AccountRecord } from '#contracts/identity/accounts.query';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { personNumber } from './person-records.js';

/**
 * Client accounts as one organization knows them. Members it holds no profile of stay hidden until the owner consents
 * (ID-9); the policy on people sees to it, here the profile is asked for, so that a federation's own list follows the rule too.
 */
export async function accountRecords(
  em: EntityManager,
  organizationId: Uuid,
  { where, values, limit }: { where: string; values: readonly unknown[]; limit: number },
): Promise<AccountRecord[]> {
  const text = `SELECT ${columns} FROM clients c JOIN accounts a ON a.id = c.account_id LEFT JOIN people owner ON owner.id = a.owner_person_id
      LEFT JOIN profiles held ON held.organization_id = $1 AND held.person_id = a.owner_person_id AND held.archived_at IS NULL
      LEFT JOIN account_sign_ins s ON s.account_id = a.id AND s.person_id = a.owner_person_id
      LEFT JOIN activations r ON r.organization_id = $1 AND r.account_id = a.id AND r.person_id = a.owner_person_id
        AND r.used_at IS NULL AND r.voided_at IS NULL AND s.username IS NULL
      LEFT JOIN corporate_accounts k ON k.organization_id = $1 AND k.account_id = a.id
    WHERE c.organization_id = $1 AND ${where} ORDER BY c.account_id LIMIT ${limit}`;
  return (await query<AccountRow>(em, text, [organizationId, ...values])).map(accountRecord);
}

interface AccountRow {
  id: Uuid;
  clientId: Uuid;
  ownerId: Uuid | null;
  ownerName: string | null;
  email: string | null;
  corporate: AccountRecord['corporate'];
  username: string | null;
  consent: AccountRecord['consent'];
  requestedAt: Date | null;
  expiresAt: Date | null;
  members: (Omit<AccountRecord['members'][number], 'number'> & { number: number })[];
  importId: Uuid | null;
  createdAt: Date;
  archivedAt: Date | null;
}

const columns = `a.id, c.id AS "clientId", c.import_id AS "importId", c.created_at AS "createdAt", c.archived_at AS "archivedAt", a.owner_person_id AS "ownerId",
  c.consent, coalesce(held.email, k.email) AS email,
  CASE WHEN k.account_id IS NOT NULL THEN json_build_object('email', k.email, 'language', k.language, 'version', k.version) END AS corporate,
  s.username, r.requested_at AS "requestedAt", r.expires_at AS "expiresAt",
  coalesce(a.owner_label, owner.first_name || ' ' || owner.last_name) AS "ownerName",
  coalesce((SELECT json_agg(json_build_object('personId', p.id, 'number', p.number, 'firstName', p.first_name, 'lastName', p.last_name,
      'birthDate', p.birth_date, 'picture', EXISTS (SELECT FROM pictures x WHERE x.person_id = p.id)) ORDER BY p.number)
    FROM account_members m JOIN profiles h ON h.person_id = m.person_id AND h.organization_id = $1 JOIN people p ON p.id = m.person_id
    WHERE m.account_id = a.id AND (c.archived_at IS NOT NULL OR h.archived_at IS NULL)), '[]') AS members`;

function accountRecord(row: AccountRow): AccountRecord {
  const { ownerId, ownerName, username, requestedAt, expiresAt, members, createdAt, archivedAt, ...rest } = row;
  return {
    ...rest,
    owner: { personId: ownerId, name: ownerName ?? '', placeholder: ownerId === null && rest.corporate === null },
    activation: {
      state: username !== null ? 'active' : requestedAt ? 'requested' : 'none',
      requestedAt: requestedAt?.toISOString() ?? null,
      expiresAt: expiresAt?.toISOString() ?? null,
      username,
    },
    members: members.map((member) => ({ ...member, number: personNumber(member.number) })),
    createdAt: createdAt.toISOString(),
    archivedAt: archivedAt?.toISOString() ?? null,
  };
}
