import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import type { Shared } from '../domain/shared-fields.js';

/** A member of an account somebody signs in to, and what they are to each other. */
export interface OwnAccountMember extends Shared {
  readonly number: number;
  readonly owner: boolean; // Whether whoever signs in owns the account,
  readonly self: boolean; // or is this member.
  readonly ownsAccount: boolean; // Whether this member owns an account.
  readonly picture: boolean;
  readonly networkId: Uuid;
  readonly timeZone: string; // Of who made the account.
  readonly organizations: Uuid[]; // Who holds a profile of the member.
}

/**
 * What the user may say of a member of an account they sign in to: of everybody as its owner, of themselves with a login of their own
 * (ID-21); of nobody otherwise. As the introducer.
 */
export async function ownAccountMember(
  em: EntityManager,
  userId: Uuid,
  accountId: Uuid,
  personId: Uuid,
): Promise<OwnAccountMember | undefined> {
  const [found] = await query<OwnAccountMember>(em, member, [userId, accountId, personId]);
  return found && (found.owner || found.self) ? found : undefined;
}

const member = `SELECT p.number, p.first_name AS "firstName", p.last_name AS "lastName", p.birth_date AS "birthDate",
    a.owner_person_id IS NOT DISTINCT FROM s.person_id AS owner, s.person_id = p.id AS self, a.network_id AS "networkId",
    EXISTS (SELECT FROM accounts o WHERE o.owner_person_id = p.id AND o.archived_at IS NULL) AS "ownsAccount",
    EXISTS (SELECT FROM pictures x WHERE x.person_id = p.id) AS "picture",
    (SELECT o.time_zone FROM organizations o WHERE o.id = a.made_by) AS "timeZone",
    ARRAY(SELECT h.organization_id FROM profiles h WHERE h.person_id = p.id) AS organizations
  FROM account_sign_ins s JOIN accounts a ON a.id = s.account_id JOIN account_members m ON m.account_id = a.id AND m.person_id = $3
    JOIN people p ON p.id = m.person_id AND p.archived_at IS NULL
  WHERE s.user_id = $1 AND a.id = $2`;
