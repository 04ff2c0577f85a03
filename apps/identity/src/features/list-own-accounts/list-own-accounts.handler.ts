import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListOwnAccounts, type OwnAccountRecord } from '#contracts/identity/managing';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { signedInUser } from '../../access.js';
import { personNumber } from '../../persistence/person-records.js';

/**
 * What a client sees first: their accounts, who is in them, and which organizations know them. Who has a login of their own to
 * somebody else's account sees themselves in it (ID-21).
 */
@QueryHandler(ListOwnAccounts)
export class ListOwnAccountsHandler implements IQueryHandler<ListOwnAccounts> {
  constructor(private readonly database: Database) {}

  async execute(): Promise<{ data: OwnAccountRecord[] }> {
    const userId = signedInUser();
    const rows = await this.database.transaction((em) => query<OwnAccountRow>(em, ofUser, [userId]), { as: 'introducer' });
    const data = rows.map(({ members, ...account }) => ({
      ...account,
      members: members.map((member) => ({ ...member, number: personNumber(member.number) })),
    }));
    return { data };
  }
}

interface OwnAccountRow extends Omit<OwnAccountRecord, 'members'> {
  members: (Omit<OwnAccountRecord['members'][number], 'number'> & { number: number })[];
}

const ofUser = `SELECT a.id AS "accountId", a.owner_person_id IS NOT DISTINCT FROM s.person_id AS owner,
    CASE WHEN s.person_id IS NULL THEN a.owner_label END AS "corporateName",
    coalesce((SELECT json_agg(json_build_object('personId', p.id, 'number', p.number, 'firstName', p.first_name, 'lastName', p.last_name,
        'birthDate', p.birth_date, 'picture', EXISTS (SELECT FROM pictures x WHERE x.person_id = p.id)) ORDER BY p.number)
      FROM account_members m JOIN people p ON p.id = m.person_id WHERE m.account_id = a.id AND p.archived_at IS NULL
        AND (s.person_id IS NULL OR a.owner_person_id = s.person_id OR p.id = s.person_id)), '[]') AS members,
    coalesce((SELECT json_agg(json_build_object('clientId', c.id, 'name', o.name) ORDER BY o.name, c.id)
      FROM clients c JOIN organizations o ON o.id = c.organization_id WHERE c.account_id = a.id AND c.archived_at IS NULL), '[]') AS organizations
  FROM account_sign_ins s JOIN accounts a ON a.id = s.account_id
  WHERE s.user_id = $1 ORDER BY a.created_at, a.id`;
