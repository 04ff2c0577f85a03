import type { EntityManager } from '@mikro-orm/postgresql';
import type { Somebody } from '#contracts/platform/personal-data';
import type { Uuid } from '#kernel/ids';
import type { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';

/** Somebody in one network, with everything that rows of theirs are found by. */
export interface Subject extends Somebody {
  readonly networkId: Uuid;
  readonly federationId: Uuid | null; // Of the network; one that stands alone has none.
}

interface FoundPerson {
  readonly personId: Uuid;
  readonly networkId: Uuid;
  readonly federationId: Uuid | null;
}

/** What one organization holds of a person: nothing when it holds nothing. */
export async function heldBy(database: Database, organizationId: Uuid, personId: Uuid): Promise<Subject | undefined> {
  const [found] = await database.transaction(
    (em) =>
      query<FoundPerson>(em, `${person} JOIN profiles h ON h.person_id = p.id AND h.organization_id = $2 WHERE p.id = $1`, [
        personId,
        organizationId,
      ]),
    introducer,
  );
  if (!found) return undefined;
  const personIds = await withMerged(database, personId);
  const accountIds = await database.transaction((em) => accountsOwned(em, personIds, [organizationId]), introducer);
  return { ...(await withImports(database, personIds, [organizationId])), ...networkOf(found), accountIds, userIds: [] };
}

/** Everything about whoever signs in, in each network; or about a member of an account of theirs, when one is named. */
export async function ownSubjects(database: Database, userId: Uuid, personId?: Uuid): Promise<Subject[]> {
  const people = await database.transaction(
    (em) => query<FoundPerson>(em, personId ? ownMember : ownSelf, personId ? [userId, personId] : [userId]),
    introducer,
  );
  return Promise.all(
    people.map(async (found) => {
      const organizationIds = await database.transaction((em) => holdersOf(em, found.personId), introducer);
      const userIds = personId ? [] : [userId];
      const personIds = await withMerged(database, found.personId);
      const accountIds = await database.transaction((em) => accountsOwned(em, personIds, organizationIds), introducer);
      return { ...(await withImports(database, personIds, organizationIds)), ...networkOf(found), accountIds, userIds };
    }),
  );
}

/** Organizations that hold anything of a person: a profile, or a client of an account they belong to. As the introducer. */
export async function holdersOf(em: EntityManager, personId: Uuid): Promise<Uuid[]> {
  const text = `SELECT organization_id AS id FROM profiles WHERE person_id = $1
    UNION SELECT c.organization_id FROM account_members m JOIN clients c ON c.account_id = m.account_id WHERE m.person_id = $1 ORDER BY 1`;
  return (await query<{ id: Uuid }>(em, text, [personId])).map(({ id }) => id);
}

const introducer = { as: 'introducer' } as const;

/** With whom they turned out to be: people who were merged into them. As the introducer. */
async function withMerged(database: Database, personId: Uuid): Promise<Uuid[]> {
  const text = `WITH RECURSIVE one (id) AS (SELECT $1::uuid UNION SELECT p.id FROM one JOIN people p ON p.merged_into = one.id)
    SELECT id FROM one ORDER BY id <> $1, id`;
  return (await database.transaction((em) => query<{ id: Uuid }>(em, text, [personId]), introducer)).map(({ id }) => id);
}

const networkOf = ({ networkId, federationId }: FoundPerson) => ({ networkId, federationId });

async function accountsOwned(em: EntityManager, personIds: readonly Uuid[], organizationIds: readonly Uuid[]): Promise<Uuid[]> {
  const text = `SELECT a.id FROM accounts a WHERE a.owner_person_id = ANY ($1::uuid[])
    AND EXISTS (SELECT FROM clients c WHERE c.account_id = a.id AND c.organization_id = ANY ($2::uuid[])) ORDER BY a.id`;
  return (await query<{ id: Uuid }>(em, text, [personIds, organizationIds])).map(({ id }) => id);
}

/** With the rows of files that named them, which only their organizations see. */
async function withImports(
  database: Database,
  personIds: Uuid[],
  organizationIds: Uuid[],
): Promise<Pick<Somebody, 'personIds' | 'organizationIds' | 'importIds' | 'importRows'>> {
  const text = `SELECT import_id AS "importId", row FROM admissions
    WHERE person_id = ANY ($1::uuid[]) AND organization_id = ANY ($2::uuid[]) AND row IS NOT NULL ORDER BY 1, 2 LIMIT 10000`;
  const rows = await database.transaction((em) => query<{ importId: Uuid; row: number }>(em, text, [personIds, organizationIds]), {
    organizations: organizationIds,
  });
  return { personIds, organizationIds, importIds: rows.map(({ importId }) => importId), importRows: rows.map(({ row }) => row) };
}

const person = `SELECT p.id AS "personId", p.network_id AS "networkId",
    CASE WHEN EXISTS (SELECT FROM organizations o WHERE o.id = p.network_id AND o.kind = 'federation') THEN p.network_id END AS "federationId"
  FROM people p`;

const ownSelf = `${person} WHERE p.id IN (SELECT s.person_id FROM account_sign_ins s WHERE s.user_id = $1) ORDER BY p.id`;

const ownMember = `${person} WHERE p.id = $2 AND EXISTS (
  SELECT FROM account_sign_ins s LEFT JOIN accounts a ON a.id = s.account_id AND a.owner_person_id = s.person_id
    LEFT JOIN account_members m ON m.account_id = a.id WHERE s.user_id = $1 AND $2 IN (s.person_id, m.person_id))`;
