import type { EntityManager } from '@mikro-orm/postgresql';
import type { AccountToJoin, MergeSide } from '#contracts/identity/merges';
import type { ClientToJoin } from '#contracts/memberships/merges';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import type { AccountOfSide, HeldProfile, JoinedAccounts, Side } from '../domain/merge.js';
import { personNumber } from './person-records.js';
import { profileGender } from './profile-gender.js';

/** One of two people, as the organization that would merge them sees one: what others hold of them is not looked at. */
export interface SeenSide extends Side {
  readonly number: string;
  readonly mergedInto: Uuid | null;
  readonly archived: boolean;
}

interface SideRow {
  readonly personId: Uuid;
  readonly number: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: LocalDate | null;
  readonly picture: string | null;
  readonly mergedInto: Uuid | null;
  readonly archived: boolean;
  readonly profile: HeldProfile | null;
  readonly accounts: AccountOfSide[];
  readonly username: string | null;
}

export async function sidesOf(em: EntityManager, organizationId: Uuid, personIds: readonly Uuid[]): Promise<Map<Uuid, SeenSide>> {
  const rows = await query<SideRow>(em, sides, [organizationId, personIds]);
  return new Map(
    rows.map(({ firstName, lastName, birthDate, picture, number, ...row }) => [
      row.personId,
      { ...row, number: personNumber(number), shared: { firstName, lastName, birthDate, picture } },
    ]),
  );
}

const sides = `SELECT p.id AS "personId", p.number, p.first_name AS "firstName", p.last_name AS "lastName", p.birth_date AS "birthDate",
    p.merged_into AS "mergedInto", p.archived_at IS NOT NULL OR h.archived_at IS NOT NULL AS archived,
    (SELECT sha256 FROM pictures WHERE person_id = p.id) AS picture,
    CASE WHEN h.person_id IS NOT NULL THEN json_build_object('address', h.address, 'city', h.city, 'province', h.province,
      'postalCode', h.postal_code, 'country', h.country, 'phone', h.phone, 'email', h.email, 'gender', ${profileGender('h')}, 'language', h.language) END AS profile,
    coalesce((SELECT json_agg(json_build_object('id', a.id, 'ownerId', a.owner_person_id, 'createdAt', a.created_at) ORDER BY a.id)
      FROM account_members m JOIN clients c ON c.account_id = m.account_id AND c.organization_id = $1 AND c.archived_at IS NULL
        JOIN accounts a ON a.id = m.account_id
      WHERE m.person_id = p.id), '[]') AS accounts,
    (SELECT min(s.username) FROM account_sign_ins s WHERE s.person_id = p.id) AS username
  FROM people p LEFT JOIN profiles h ON h.organization_id = $1 AND h.person_id = p.id
  WHERE p.id = ANY ($2::uuid[])`;

export const mergeSide = ({ personId, number, shared, username, accounts }: SeenSide): MergeSide => ({
  personId,
  number,
  name: `${shared.firstName} ${shared.lastName}`,
  username,
  accountIds: accounts.map(({ id }) => id),
});

/** The other members of accounts that are to be joined, whom the organization holds. */
export async function accountsJoined(
  em: EntityManager,
  organizationId: Uuid,
  closedId: Uuid,
  pairs: readonly JoinedAccounts[],
): Promise<AccountToJoin[]> {
  const text = `SELECT m.account_id AS "accountId", p.id AS "personId", p.number, p.first_name || ' ' || p.last_name AS name
    FROM account_members m JOIN profiles h ON h.person_id = m.person_id AND h.organization_id = $1 JOIN people p ON p.id = m.person_id
    WHERE m.account_id = ANY ($2::uuid[]) AND m.person_id <> $3 ORDER BY p.number`;
  const members = await query<{ accountId: Uuid; personId: Uuid; number: number; name: string }>(em, text, [
    organizationId,
    pairs.map(({ from }) => from),
    closedId,
  ]);
  return pairs.map(({ from, to }) => ({
    closedAccountId: from,
    survivorAccountId: to,
    moving: members
      .filter(({ accountId }) => accountId === from)
      .map(({ personId, number, name }) => ({ personId, number: personNumber(number), name })),
  }));
}

/** The organization's own clients of these accounts. */
export async function ownClientsToJoin(em: EntityManager, organizationId: Uuid, pairs: readonly JoinedAccounts[]): Promise<ClientToJoin[]> {
  const text = `SELECT c.organization_id AS "organizationId", c.id AS "fromClientId", pair.from AS "fromAccountId", s.id AS "toClientId",
      pair.to AS "toAccountId"
    FROM unnest($2::uuid[], $3::uuid[]) AS pair ("from", "to") JOIN clients c ON c.account_id = pair.from AND c.organization_id = $1
      JOIN clients s ON s.account_id = pair.to AND s.organization_id = $1
    ORDER BY c.id`;
  return query<ClientToJoin>(em, text, [organizationId, pairs.map(({ from }) => from), pairs.map(({ to }) => to)]);
}

/** What the organization said of the two, if it did. */
export async function saidOf(em: EntityManager, organizationId: Uuid, one: Uuid, other: Uuid): Promise<string | undefined> {
  const text = `SELECT state FROM possible_duplicates WHERE organization_id = $1 AND person_id = least($2::uuid, $3::uuid) AND other_id = greatest($2::uuid, $3::uuid)`;
  return (await query<{ state: string }>(em, text, [organizationId, one, other]))[0]?.state;
}
