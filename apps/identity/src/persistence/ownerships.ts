import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { LetterLanguage } from '#contracts/identity/new-account';
import { query } from '#platform/database/sql';

/** A member of an account, as whoever might own it. */
export interface OwnerToBe {
  readonly personId: Uuid;
  readonly number: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: LocalDate | null;
  readonly email: string | null; // Where the organization writes to.
  readonly language: LetterLanguage | null;
  readonly signsIn: boolean;
}

export interface Ownership {
  readonly ownerId: Uuid | null;
  readonly members: readonly OwnerToBe[];
}

/** A client's account, with the members the organization sees; held as it is until the transaction ends. */
export async function ownershipOf(em: EntityManager, organizationId: Uuid, accountId: Uuid): Promise<Ownership> {
  const [{ ownerId }] = await query<{ ownerId: Uuid | null }>(em, `SELECT owner_person_id AS "ownerId" FROM accounts WHERE id = $1`, [
    accountId,
  ]);
  return { ownerId, members: await query<OwnerToBe>(em, members, [organizationId, accountId]) };
}

/** Makes somebody the owner, for every organization that has the account: those it names. */
export async function handOver(em: EntityManager, accountId: Uuid, heirId: Uuid, at: Date): Promise<Uuid[]> {
  const text = `SELECT hand_over_account($1, $2, $3) AS id`;
  return (await query<{ id: Uuid }>(em, text, [accountId, heirId, at])).map(({ id }) => id);
}

const members = `SELECT p.id AS "personId", p.number, p.first_name AS "firstName", p.last_name AS "lastName", p.birth_date AS "birthDate",
    h.email, h.language, s.person_id IS NOT NULL AS "signsIn"
  FROM account_members m JOIN profiles h ON h.person_id = m.person_id AND h.organization_id = $1 JOIN people p ON p.id = m.person_id
    LEFT JOIN account_sign_ins s ON s.account_id = m.account_id AND s.person_id = m.person_id
  WHERE m.account_id = $2 ORDER BY p.number`;
