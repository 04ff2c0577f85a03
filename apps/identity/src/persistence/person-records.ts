import type { EntityManager } from '@mikro-orm/postgresql';
import type { PersonRecord, Profile } from '#contracts/identity/accounts.query';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { profileGender } from './profile-gender.js';

/** ID-5 */
export const personNumber = (number: number): string => `P${number}`;

/** People as one organization sees them: shared fields of everybody, and its own profile, clients and import. */
export async function personRecords(
  em: EntityManager,
  organizationId: Uuid,
  { of, where, values, limit }: { of: string; where: string; values: readonly unknown[]; limit: number },
): Promise<PersonRecord[]> {
  const text = `SELECT ${columns} FROM ${of} LEFT JOIN profiles held ON held.person_id = p.id AND held.organization_id = $1
    WHERE ${where} ORDER BY p.id LIMIT ${limit}`;
  return (await query<PersonRow>(em, text, [organizationId, ...values])).map(personRecord);
}

interface PersonRow extends Omit<PersonRecord, 'number' | 'profile' | 'archivedAt'> {
  number: number;
  archivedAt: Date | null;
  birthDate: LocalDate | null;
  profile: Profile | null;
}

const columns = `p.id, p.number, p.first_name AS "firstName", p.last_name AS "lastName", p.birth_date AS "birthDate",
  CASE WHEN p.made_by = $1 THEN p.import_id END AS "importId",
  held.xmin::text::bigint AS version, p.xmin::text::bigint AS "sharedVersion", held.language,
  EXISTS (SELECT FROM pictures x WHERE x.person_id = p.id) AS "picture",
  CASE WHEN held.person_id IS NOT NULL THEN json_build_object('address', held.address, 'city', held.city, 'province', held.province,
    'postalCode', held.postal_code, 'country', held.country, 'phone', held.phone, 'email', held.email, 'gender', ${profileGender('held')}) END AS profile,
  coalesce(held.archived_at, p.archived_at) AS "archivedAt",
  ARRAY(SELECT m.account_id FROM account_members m JOIN clients c ON c.account_id = m.account_id AND c.organization_id = $1 AND c.archived_at IS NULL
    WHERE m.person_id = p.id ORDER BY m.account_id) AS "accountIds",
  ARRAY(SELECT e.email FROM extra_emails e WHERE e.organization_id = $1 AND e.person_id = p.id ORDER BY e.added_at, e.email_key) AS "extraEmails"`;

const personRecord = ({ number, archivedAt, ...row }: PersonRow): PersonRecord => ({
  ...row,
  number: personNumber(number),
  archivedAt: archivedAt?.toISOString() ?? null,
});
