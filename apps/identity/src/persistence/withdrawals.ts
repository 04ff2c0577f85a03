import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import type { AccountFacts, PersonFacts, WithdrawalFacts, WithdrawalPlan } from '../domain/withdrawal.js';

/** Whose import is undone, and what of it is looked at. */
export interface Withdrawal {
  readonly importId: Uuid;
  readonly organizationId: Uuid;
  readonly people: readonly Uuid[];
  readonly accounts: readonly Uuid[];
}

/** Holds people and accounts the club made, in one order by everybody, against whoever would claim them meanwhile. */
export async function lockForWithdrawal(em: EntityManager, { people, accounts }: Withdrawal): Promise<void> {
  await execute(em, `SELECT FROM people WHERE id IN (SELECT unnest($1::uuid[]) UNION ${ownersOf('$2')}) ORDER BY id FOR UPDATE`, [
    people,
    accounts,
  ]);
  await execute(em, `SELECT FROM accounts WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`, [accounts]);
}

export async function withdrawalFacts(
  em: EntityManager,
  { importId, organizationId, people, accounts }: Withdrawal,
): Promise<WithdrawalFacts> {
  const persons = await query<PersonFacts & { ownerWithoutRow: boolean }>(em, personFacts, [importId, organizationId, people, accounts]);
  const held = await query<AccountFacts>(em, accountFacts, [importId, organizationId, accounts]);
  return {
    people: new Map(persons.map((person) => [person.id, person])),
    accounts: new Map(held.map((facts) => [facts.id, facts])),
    ownersWithoutRow: new Set(persons.filter(({ ownerWithoutRow }) => ownerWithoutRow).map(({ id }) => id)),
  };
}

/** Archives. What is archived already stays as it is, so that a repeat changes nothing. */
export async function archive(
  em: EntityManager,
  { importId, organizationId, people: named }: Withdrawal,
  plan: WithdrawalPlan,
): Promise<void> {
  const ofClub = `organization_id = $2 AND archived_at IS NULL`;
  const change = async (ids: readonly Uuid[], text: string, ...values: unknown[]): Promise<void> => {
    if (ids.length > 0) await execute(em, text, [ids, ...values]);
  };
  await change(plan.people, `UPDATE people SET archived_at = now() WHERE id = ANY ($1::uuid[]) AND archived_at IS NULL`);
  await change(plan.accounts, `UPDATE accounts SET archived_at = now() WHERE id = ANY ($1::uuid[]) AND archived_at IS NULL`);
  await change(plan.profiles, `UPDATE profiles SET archived_at = now() WHERE person_id = ANY ($1::uuid[]) AND ${ofClub}`, organizationId);
  await change(plan.clients, `UPDATE clients SET archived_at = now() WHERE account_id = ANY ($1::uuid[]) AND ${ofClub}`, organizationId);
  // Whom it only named, an earlier import of the club may have made: that one is asked about its own undo without this one's shadow.
  await change(
    named,
    `UPDATE profiles SET named_by = import_id WHERE person_id = ANY ($1::uuid[]) AND ${ofClub} AND named_by = $3 AND import_id IS DISTINCT FROM $3`,
    organizationId,
    importId,
  );
}

const ownersOf = (accounts: string): string => `SELECT owner_person_id FROM accounts WHERE id = ANY (${accounts}::uuid[])`;

/** The club's profile of a person: looked up by its whole key, which a plain join on a young table would not be. */
const profileOf = (personId: string): string => `LEFT JOIN LATERAL (
      SELECT edited_at, import_id, named_by FROM profiles WHERE organization_id = $2 AND person_id = ${personId} LIMIT 1) held ON true`;

const namedHere = (personId: string): string => `LEFT JOIN LATERAL (
      SELECT person_id, row, made FROM admissions WHERE import_id = $1 AND person_id = ${personId} LIMIT 1) named ON true`;

// Whoever answered a form, or has a contact in their account, was used since.
const personFacts = `
  SELECT p.id, coalesce(p.import_id = $1 AND p.made_by = $2, false) AS "madeHere", p.shared, p.edited_at IS NOT NULL OR held.edited_at IS NOT NULL
      OR EXISTS (SELECT FROM form_answers f WHERE f.organization_id = $2 AND f.person_id = p.id)
      OR EXISTS (SELECT FROM account_members m JOIN contacts k ON k.account_id = m.account_id AND k.organization_id = $2 WHERE m.person_id = p.id)
      AS edited,
    coalesce(held.import_id = $1, false) AS "profileMadeHere", coalesce(held.named_by <> $1, false) AS "namedAgain",
    coalesce(named.made AND named.row IS NULL, false) AS "ownerWithoutRow"
  FROM people p ${profileOf('p.id')} ${namedHere('p.id')}
  WHERE p.id IN (SELECT unnest($3::uuid[]) UNION ${ownersOf('$4')})`;

const accountFacts = `
  SELECT a.id, coalesce(a.import_id = $1 AND a.made_by = $2, false) AS "madeHere", coalesce(c.import_id = $1, false) AS "clientMadeHere",
    a.edited_at IS NOT NULL OR EXISTS (SELECT FROM contacts k WHERE k.organization_id = $2 AND k.account_id = a.id) AS edited, a.shared, a.owner_person_id AS "ownerId", of.members, of.joined, of."namedAgain"
  FROM accounts a
    CROSS JOIN LATERAL (SELECT import_id FROM clients WHERE organization_id = $2 AND account_id = a.id LIMIT 1) c
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(m.person_id), '{}') AS members,
        coalesce(bool_or(named.person_id IS NULL AND m.person_id IS DISTINCT FROM a.owner_person_id AND p.archived_at IS NULL), false) AS joined,
        coalesce(bool_or(held.named_by <> $1), false) AS "namedAgain"
      FROM account_members m LEFT JOIN LATERAL (SELECT archived_at FROM people WHERE id = m.person_id LIMIT 1) p ON true
        ${profileOf('m.person_id')} ${namedHere('m.person_id')}
      WHERE m.account_id = a.id) of
  WHERE a.id = ANY ($3::uuid[])`;
