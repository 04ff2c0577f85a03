import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DescribeClients, type ClientDescription } from '#contracts/identity/describe-clients.query';
import { Database } from '#platform/database/database';

/** One organization's clients, for its documents. The policies show the caller's organizations alone, and so do the profiles. */
@QueryHandler(DescribeClients)
export class DescribeClientsHandler implements IQueryHandler<DescribeClients> {
  constructor(private readonly database: Database) {}

  async execute({ organizationId, accountIds }: DescribeClients): Promise<{ clients: ClientDescription[] }> {
    return { clients: await this.database.statement<ClientDescription>(describe, [organizationId, accountIds], { byIndex: true }) };
  }
}

// The address is the owner's; of a placeholder, nobody's profile is held yet, so that of the first member who has one.
const describe = `SELECT c.account_id AS "accountId", c.id AS "clientId",
    coalesce(a.owner_label, owner.first_name || ' ' || owner.last_name, '') AS name,
    nullif(concat_ws(E'\\n', home.address, nullif(concat_ws(' ', home.city, home.province, home.postal_code), ''), home.country), '') AS address,
    coalesce(members.list, '[]') AS members
  FROM clients c JOIN accounts a ON a.id = c.account_id
    LEFT JOIN people owner ON owner.id = a.owner_person_id
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('personId', p.id, 'name', p.first_name || ' ' || p.last_name) ORDER BY p.number) AS list
      FROM account_members m
        JOIN profiles held ON held.person_id = m.person_id AND held.organization_id = c.organization_id
        JOIN people p ON p.id = m.person_id
      WHERE m.account_id = c.account_id) members ON true
    LEFT JOIN LATERAL (
      SELECT known.* FROM (
        SELECT true AS owns, held.* FROM profiles held WHERE held.organization_id = c.organization_id AND held.person_id = a.owner_person_id
        UNION ALL
        SELECT false, held.* FROM account_members m
          JOIN profiles held ON held.organization_id = c.organization_id AND held.person_id = m.person_id
        WHERE m.account_id = c.account_id) known
      ORDER BY known.owns DESC, known.address IS NULL, known.person_id LIMIT 1) home ON true
  WHERE c.organization_id = $1 AND c.account_id = ANY ($2::uuid[])`;
