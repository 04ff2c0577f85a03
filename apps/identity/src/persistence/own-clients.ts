import type { EntityManager } from '@mikro-orm/postgresql';
import type { Profile } from '#contracts/identity/accounts.query';
import { missingData, type MissingData, type OwnClient, type OwnClientRecord, type OwnMember } from '#contracts/identity/own-clients';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { personNumber } from './person-records.js';
import { profileGender } from './profile-gender.js';

/*
 * Clients of organizations as whoever signs in to their account has them. As the introducer: no organization asks, and the rows are
 * those of the user alone.
 */

/** The client, of an account that the user signs in to. */
export async function ownClient(em: EntityManager, userId: Uuid, clientId: Uuid): Promise<OwnClient | undefined> {
  const [found] = await query<OwnClient>(em, `${select} WHERE s.user_id = $1 AND c.id = $2`, [userId, clientId]);
  return found;
}

const select = `SELECT c.id AS "clientId", c.account_id AS "accountId", s.user_id AS "userId", s.person_id AS "personId",
    a.owner_person_id IS NOT DISTINCT FROM s.person_id AS owner, c.archived_at IS NOT NULL AS archived,
    json_build_object('id', o.id, 'kind', o.kind, 'federationId', o.federation_id, 'name', o.name, 'currency', o.currency,
      'timeZone', o.time_zone, 'languages', to_jsonb(o.languages)) AS organization
  FROM account_sign_ins s JOIN accounts a ON a.id = s.account_id JOIN clients c ON c.account_id = a.id
    JOIN organizations o ON o.id = c.organization_id`;

/** The same with who is in it and what the organization holds of them. A member with a login of their own is told of themselves (ID-21). */
export async function ownClientRecord(em: EntityManager, client: OwnClient): Promise<OwnClientRecord> {
  const { clientId, accountId, owner, archived, personId, organization } = client;
  const members = await query<MemberRow>(em, selectMembers, [accountId, organization.id, owner ? null : personId]);
  const [{ consent }] = await query<Pick<OwnClientRecord, 'consent'>>(em, `SELECT consent FROM clients WHERE id = $1`, [clientId]);
  return { clientId, accountId, organizationName: organization.name, owner, consent, archived, members: members.map(memberOf) };
}

interface MemberRow extends Omit<OwnMember, 'number' | 'missing'> {
  readonly number: number;
}

const selectMembers = `SELECT p.id AS "personId", p.number, p.first_name AS "firstName", p.last_name AS "lastName", p.birth_date AS "birthDate",
    EXISTS (SELECT FROM pictures x WHERE x.person_id = p.id) AS picture, a.owner_person_id IS NOT DISTINCT FROM p.id AS owner,
    h.language, h.xmin::text::bigint AS "profileVersion",
    CASE WHEN h.person_id IS NOT NULL THEN json_build_object('address', h.address, 'city', h.city, 'province', h.province,
      'postalCode', h.postal_code, 'country', h.country, 'phone', h.phone, 'email', h.email, 'gender', ${profileGender('h')}) END AS profile
  FROM account_members m JOIN accounts a ON a.id = m.account_id JOIN people p ON p.id = m.person_id
    LEFT JOIN profiles h ON h.organization_id = $2 AND h.person_id = p.id
  WHERE m.account_id = $1 AND p.archived_at IS NULL AND ($3::uuid IS NULL OR p.id = $3)
  ORDER BY p.number`;

const memberOf = ({ number, ...row }: MemberRow): OwnMember => ({
  ...row,
  number: personNumber(number),
  missing: missingOf(row.birthDate, row.profile, row.owner),
});

/** An address and a telephone are the owner's, who answers for the account; of a member nobody needs them. */
function missingOf(birthDate: string | null, profile: Profile | null, owner: boolean): MissingData[] {
  const held = { birthDate, address: profile?.address, phone: profile?.phone };
  return missingData.filter((what) => (what === 'birthDate' || (owner && profile !== null)) && !held[what]);
}
