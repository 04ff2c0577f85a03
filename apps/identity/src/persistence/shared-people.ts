import type { EntityManager } from '@mikro-orm/postgresql';
import type { LetterLanguage } from '#contracts/identity/new-account';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import type { NewOwner } from '../domain/new-account.js';
import type { Shared } from '../domain/shared-fields.js';

/** What is shared of somebody who is a member of a client whose owner has consented, and its version (ID-9). */
export async function sharedOfMember(
  em: EntityManager,
  organizationId: Uuid,
  personId: Uuid,
): Promise<(Shared & { version: number }) | undefined> {
  const [found] = await query<Shared & { version: number }>(em, ofMember, [organizationId, personId]);
  return found;
}

/** Changes it everywhere. Gives the organizations that know the person. */
export async function changeShared(em: EntityManager, personId: Uuid, after: NewOwner): Promise<Uuid[]> {
  const { firstName, lastName, firstKey, lastKey, birthDate } = after;
  const text = `SELECT change_shared($1, $2, $3, $4, $5, $6) AS id`;
  const values = [personId, firstName, lastName, firstKey, lastKey, birthDate];
  return (await query<{ id: Uuid }>(em, text, values)).map(({ id }) => id);
}

/** The organizations that know somebody the caller knows. */
export const holdersOf = async (em: EntityManager, personId: Uuid): Promise<Uuid[]> =>
  (await query<{ id: Uuid }>(em, `SELECT holders_of($1) AS id`, [personId])).map(({ id }) => id);

/** Whether somebody owns an account of any organization, as the introducer. */
export const ownsAccount = async (em: EntityManager, personId: Uuid): Promise<boolean> =>
  (await query(em, `SELECT FROM accounts WHERE owner_person_id = $1 AND archived_at IS NULL LIMIT 1`, [personId])).length > 0;

export interface OwnerToTell {
  readonly accountId: Uuid;
  readonly email: string;
  readonly language: LetterLanguage | null;
}

/** The owners of the organization's clients that somebody is a member of, where it knows an address of theirs. */
export const ownersToTell = (em: EntityManager, organizationId: Uuid, personId: Uuid): Promise<OwnerToTell[]> =>
  query(
    em,
    `SELECT c.account_id AS "accountId", h.email, h.language
     FROM account_members m JOIN clients c ON c.account_id = m.account_id AND c.organization_id = $1 AND c.archived_at IS NULL
       JOIN accounts a ON a.id = m.account_id JOIN profiles h ON h.organization_id = $1 AND h.person_id = a.owner_person_id
     WHERE m.person_id = $2 AND h.email <> '' ORDER BY c.account_id`,
    [organizationId, personId],
  );

const ofMember = `SELECT p.first_name AS "firstName", p.last_name AS "lastName", p.birth_date AS "birthDate", p.xmin::text::bigint AS version
  FROM people p JOIN profiles h ON h.person_id = p.id AND h.organization_id = $1
  WHERE p.id = $2 AND EXISTS (SELECT FROM account_members m JOIN clients c ON c.account_id = m.account_id
    WHERE m.person_id = p.id AND c.organization_id = $1 AND c.consent = 'given')`;
