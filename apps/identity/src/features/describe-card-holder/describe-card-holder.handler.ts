import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { type CardHolder, DescribeCardHolder } from '#contracts/identity/describe-card-holder.query';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { sellingOrganization } from '../../access.js';

/** Of a client of the organization, and of nobody else's. */
@QueryHandler(DescribeCardHolder)
export class DescribeCardHolderHandler implements IQueryHandler<DescribeCardHolder> {
  constructor(private readonly database: Database) {}

  execute({ personId, accountId, withPhoto = false }: DescribeCardHolder): Promise<{ holder: CardHolder | null }> {
    const organizationId = sellingOrganization();
    return this.database.transaction(async (em) => {
      const [holder = null] = await query<CardHolder>(em, described, [organizationId, accountId, personId ?? null, withPhoto]);
      return { holder };
    });
  }
}

const described = `SELECT coalesce(p.first_name || ' ' || p.last_name, a.owner_label, '') AS name, held.email,
    CASE WHEN $4::boolean AND p.id = $3 THEN (SELECT translate(encode(jpeg, 'base64'), E'\\n', '') FROM pictures WHERE person_id = p.id) END AS photo
  FROM clients c JOIN accounts a ON a.id = c.account_id
    LEFT JOIN people p ON p.id = coalesce($3::uuid, a.owner_person_id)
    LEFT JOIN profiles held ON held.person_id = p.id AND held.organization_id = c.organization_id
  WHERE c.organization_id = $1 AND c.account_id = $2
    AND ($3::uuid IS NULL OR EXISTS (SELECT FROM account_members m WHERE m.account_id = c.account_id AND m.person_id = $3))`;
