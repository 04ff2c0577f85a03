import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import type { FamilyMember } from './family-logins.js';

/** A member of an account somebody owns, who does not own it. */
export interface FamilyMemberOfOwner extends FamilyMember {
  readonly birthDate: LocalDate | null;
  readonly ownerName: string;
  readonly timeZone: string; // Of the organization that made the account.
  readonly languages: string[];
}

/** Members of the accounts that the user owns, but for the owner: whom a login of their own can be given to. As the introducer. */
export const familyOf = (em: EntityManager, userId: Uuid): Promise<FamilyMemberOfOwner[]> =>
  query(em, `${family} ORDER BY p.number`, [userId]);

export async function familyMember(
  em: EntityManager,
  userId: Uuid,
  accountId: Uuid,
  personId: Uuid,
): Promise<FamilyMemberOfOwner | undefined> {
  const [found] = await query<FamilyMemberOfOwner>(em, `${family} AND a.id = $2 AND p.id = $3`, [userId, accountId, personId]);
  return found;
}

const family = `SELECT a.id AS "accountId", p.id AS "personId", p.first_name AS "firstName", p.last_name AS "lastName", p.birth_date AS "birthDate",
    owner.first_name || ' ' || owner.last_name AS "ownerName", maker.time_zone AS "timeZone", maker.languages
  FROM account_sign_ins s JOIN accounts a ON a.id = s.account_id AND a.owner_person_id = s.person_id AND a.archived_at IS NULL
    JOIN people owner ON owner.id = a.owner_person_id JOIN organizations maker ON maker.id = a.made_by
    JOIN account_members m ON m.account_id = a.id AND m.person_id <> a.owner_person_id JOIN people p ON p.id = m.person_id AND p.archived_at IS NULL
  WHERE s.user_id = $1`;

/** Who signs in to these accounts besides their owners, and who is invited to. As the gatekeeper. */
export interface FamilyLoginRow {
  readonly accountId: Uuid;
  readonly personId: Uuid;
  readonly email: string;
  readonly active: boolean;
  readonly invitedAt: Date | null;
  readonly expiresAt: Date | null;
}

export const loginsOf = (em: EntityManager, accountIds: readonly Uuid[]): Promise<FamilyLoginRow[]> => query(em, logins, [accountIds]);

const logins = `SELECT s.account_id AS "accountId", s.person_id AS "personId", s.username AS email, true AS active,
    (SELECT max(i.invited_at) FROM family_invitations i
      WHERE i.account_id = s.account_id AND i.person_id = s.person_id AND i.accepted_at IS NOT NULL) AS "invitedAt", NULL::timestamptz AS "expiresAt"
  FROM account_sign_ins s WHERE s.account_id = ANY ($1::uuid[])
  UNION ALL
  SELECT account_id, person_id, email, false, invited_at, expires_at FROM family_invitations
  WHERE account_id = ANY ($1::uuid[]) AND accepted_at IS NULL AND withdrawn_at IS NULL`;
