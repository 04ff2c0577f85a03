import type { MemberDescription, MemberToDescribe } from '#contracts/identity/describe-members.query';
import type { Uuid } from '#kernel/ids';
import type { Database } from '#platform/database/database';

/** Members of the organization's client accounts, or the accounts themselves; whom it does not know as such is not among them. */
export const memberDescriptions = (
  database: Database,
  organizationId: Uuid,
  asked: readonly MemberToDescribe[],
): Promise<MemberDescription[]> =>
  database.statement(
    `SELECT DISTINCT p.id AS "personId", c.account_id AS "accountId", c.id AS "clientId", p.first_name || ' ' || p.last_name AS name,
       p.birth_date AS "birthDate", held.gender
     FROM unnest($2::uuid[], $3::uuid[]) AS asked (person_id, account_id)
       JOIN clients c ON c.account_id = asked.account_id AND c.organization_id = $1
       JOIN account_members m ON m.account_id = asked.account_id AND m.person_id = asked.person_id
       JOIN people p ON p.id = asked.person_id
       JOIN profiles held ON held.person_id = p.id AND held.organization_id = $1
     UNION ALL
     SELECT DISTINCT NULL::uuid, c.account_id, c.id, coalesce(a.owner_label, p.first_name || ' ' || p.last_name, ''), NULL::date, NULL
     FROM unnest($2::uuid[], $3::uuid[]) AS asked (person_id, account_id)
       JOIN clients c ON c.account_id = asked.account_id AND c.organization_id = $1
       JOIN accounts a ON a.id = c.account_id
       LEFT JOIN people p ON p.id = a.owner_person_id
     WHERE asked.person_id IS NULL`,
    [organizationId, asked.map(({ personId }) => personId), asked.map(({ accountId }) => accountId)],
    { byIndex: true },
  );
