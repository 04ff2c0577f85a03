import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';

/** Whether somebody is a member of a client account of the organization that it sees: whoever it sees it holds a profile of (ID-9). */
export const isOwnMember = async (em: EntityManager, organizationId: Uuid, personId: Uuid): Promise<boolean> =>
  (
    await query(
      em,
      `SELECT FROM profiles held JOIN account_members m ON m.person_id = held.person_id
         JOIN clients c ON c.account_id = m.account_id AND c.organization_id = held.organization_id
       WHERE held.organization_id = $1 AND held.person_id = $2 LIMIT 1`,
      [organizationId, personId],
    )
  ).length > 0;
