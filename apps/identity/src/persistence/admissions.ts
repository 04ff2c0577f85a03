import type { EntityManager } from '@mikro-orm/postgresql';
import type { AdmitPeople } from '#contracts/identity/admit-people.command';
import type { Uuid } from '#kernel/ids';
import { insertRows, query } from '#platform/database/sql';
import type { AdmissionFacts, AdmissionPlan, ExactPerson, KnownAccount, KnownPerson } from '../domain/admission-plan.js';
import { comparable } from '../domain/comparable.js';
import { exactKeyOf } from '../domain/match.js';
import { accountOfPerson } from './account-of-person.js';
import { onceAtATime } from './once-at-a-time.js';

/** Locks the people a batch may make, by the exact rule: another import that plans the same ones waits, then finds them. */
export async function lockNewPeople(em: EntityManager, { federationId, people }: AdmitPeople): Promise<void> {
  const keys = people.filter(({ reuse }) => !reuse).map((row) => exactKeyOf(comparable(row)));
  await onceAtATime(em, ...keys.map((key) => `${federationId} ${key}`));
}

/** What the network holds of the people and accounts a batch names. Reads as the matcher, after `lockNewPeople`. */
export async function admissionFacts(
  em: EntityManager,
  batch: AdmitPeople,
): Promise<Pick<AdmissionFacts, 'people' | 'exact' | 'accounts'>> {
  const { people: rows } = batch;
  const exact = await exactPeople(em, batch);
  const found = [...exact.values()].flat();
  const personIds = [...rows.flatMap(({ personId, owner }) => [personId, owner?.personId]), ...found.map(({ personId }) => personId)];
  const accountIds = [...rows.map(({ accountId }) => accountId), ...found.map(({ accountId }) => accountId)];
  return {
    exact,
    people: await knownPeople(em, distinct(personIds)),
    accounts: await knownAccounts(em, batch.organizationId, distinct(accountIds)),
  };
}

/** Saves a plan. What another try or import has made under the same ids stays as it is; profiles get blanks filled, no more. */
export async function saveAdmission(
  em: EntityManager,
  { importId, organizationId, federationId, people: rows }: AdmitPeople,
  plan: AdmissionPlan,
): Promise<void> {
  const made = new Set(plan.people.map(({ id }) => id));
  await claimKnown(em, plan);
  const rowOf = new Map(rows.map(({ row }, i) => [plan.enrolled[i].personId, row]).reverse() as [Uuid, number][]);
  const named = new Set([...rowOf.keys(), ...made]);
  await insertRows(
    em,
    'people',
    peopleColumns,
    plan.people.map((p) => [
      p.id,
      federationId,
      p.firstName,
      p.lastName,
      p.firstKey,
      p.lastKey,
      p.gender,
      p.birthDate,
      organizationId,
      importId,
    ]),
    untouched,
  );
  await insertRows(
    em,
    'accounts',
    accountColumns,
    plan.accounts.map(({ id, ownerId, ownerLabel }) => [id, federationId, ownerId, ownerLabel, organizationId, importId]),
    untouched,
  );
  await insertRows(
    em,
    'clients',
    { id: 'uuid', organization_id: 'uuid', account_id: 'uuid', owner_key: 'text', import_id: 'uuid' },
    plan.clients.map(({ id, accountId, ownerKey }) => [id, organizationId, accountId, ownerKey, importId]),
    takenBack,
  );
  await insertRows(
    em,
    'account_members',
    { account_id: 'uuid', person_id: 'uuid', network_id: 'uuid' },
    plan.members.map(({ accountId, personId }) => [accountId, personId, federationId]),
    untouched,
  );
  await insertRows(
    em,
    'profiles',
    profileColumns,
    plan.profiles.map((p) => [
      organizationId,
      p.personId,
      p.address,
      p.city,
      p.province,
      p.postalCode,
      p.country,
      p.phone,
      p.email,
      p.gender,
      importId,
      importId,
    ]),
    fillBlanks,
  );
  await insertRows(
    em,
    'admissions',
    { import_id: 'uuid', person_id: 'uuid', organization_id: 'uuid', row: 'int', made: 'boolean' },
    [...named].map((personId) => [importId, personId, organizationId, rowOf.get(personId) ?? null, made.has(personId)]),
    untouched,
  );
}

async function exactPeople(
  em: EntityManager,
  { importId, organizationId, federationId, people }: AdmitPeople,
): Promise<Map<string, ExactPerson[]>> {
  const asked = people.filter(({ reuse }) => !reuse).map(comparable);
  const found = await query<ExactPerson & { place: number }>(em, exactByName, [
    asked.map((_, place) => place),
    asked.map(({ lastKey }) => lastKey),
    asked.map(({ firstKey }) => firstKey),
    asked.map(({ birthDate }) => birthDate),
    asked.map(({ gender }) => gender),
    federationId,
    organizationId,
    importId,
  ]);
  const exact = new Map<string, ExactPerson[]>();
  const seen = new Set<string>();
  for (const { place, ...person } of found) {
    const key = exactKeyOf(asked[place]);
    if (key === undefined || seen.has(`${key} ${person.personId}`)) continue; // Two rows may ask for one person.
    seen.add(`${key} ${person.personId}`);
    exact.set(key, [...(exact.get(key) ?? []), person]);
  }
  return exact;
}

async function knownPeople(em: EntityManager, ids: Uuid[]): Promise<Map<Uuid, KnownPerson>> {
  const text = `SELECT id, first_name AS "firstName", last_name AS "lastName", first_key AS "firstKey", last_key AS "lastKey" FROM people WHERE id = ANY ($1::uuid[])`;
  const rows = await query<KnownPerson & { id: Uuid }>(em, text, [ids]);
  return new Map(rows.map(({ id, ...person }) => [id, person]));
}

async function knownAccounts(em: EntityManager, organizationId: Uuid, ids: Uuid[]): Promise<Map<Uuid, KnownAccount>> {
  const rows = await query<KnownAccount & { id: Uuid }>(em, accountsById, [ids, organizationId]);
  return new Map(rows.map(({ id, ...account }) => [id, account]));
}

const exactByName = `
  SELECT asked.place, p.id AS "personId", account.id AS "accountId", coalesce(p.import_id = $8, false) AS "ofThisImport"
  FROM unnest($1::int[], $2::text[], $3::text[], $4::date[], $5::text[]) AS asked (place, last_key, first_key, birth_date, gender)
    JOIN people p ON p.network_id = $6 AND p.birth_date = asked.birth_date AND p.last_key = asked.last_key AND p.first_key = asked.first_key
      AND p.gender = asked.gender AND p.archived_at IS NULL
    LEFT JOIN LATERAL ${accountOfPerson('p.id', '$7')} AS account ON true
  ORDER BY p.number`;

const accountsById = `
  SELECT a.id, a.owner_person_id AS "ownerId", coalesce(a.owner_label, owner.first_name || ' ' || owner.last_name) AS "ownerName",
    owner.first_key || ' ' || owner.last_key AS "ownerKey", c.id AS "clientId"
  FROM accounts a LEFT JOIN people owner ON owner.id = a.owner_person_id
    LEFT JOIN LATERAL (SELECT id FROM clients WHERE organization_id = $2 AND account_id = a.id AND archived_at IS NULL LIMIT 1) c ON true
  WHERE a.id = ANY ($1::uuid[])`;

const peopleColumns = {
  id: 'uuid',
  network_id: 'uuid',
  first_name: 'text',
  last_name: 'text',
  first_key: 'text',
  last_key: 'text',
  gender: 'text',
  birth_date: 'date',
  made_by: 'uuid',
  import_id: 'uuid',
};
const accountColumns = { id: 'uuid', network_id: 'uuid', owner_person_id: 'uuid', owner_label: 'text', made_by: 'uuid', import_id: 'uuid' };
const profileColumns = {
  organization_id: 'uuid',
  person_id: 'uuid',
  address: 'text',
  city: 'text',
  province: 'text',
  postal_code: 'text',
  country: 'text',
  phone: 'text',
  email: 'text',
  gender: 'text',
  import_id: 'uuid',
  named_by: 'uuid',
};

const untouched = 'ON CONFLICT DO NOTHING';

/** A client that an undo withdrew is one again, made by this import. */
const takenBack = `ON CONFLICT (organization_id, account_id) DO UPDATE SET archived_at = NULL, import_id = excluded.import_id,
  owner_key = excluded.owner_key WHERE clients.archived_at IS NOT NULL`;

// An address is one thing: its lines are filled together or not at all. Of a profile that an undo withdrew nothing is left.
const withdrawn = `profiles.archived_at IS NOT NULL`;
const noAddress = `(${withdrawn} OR num_nonnulls(profiles.address, profiles.city, profiles.province, profiles.postal_code, profiles.country) = 0)`;
const addressLines = ['address', 'city', 'province', 'postal_code', 'country'];
const anew = (column: string, otherwise: string): string =>
  `${column} = CASE WHEN ${withdrawn} THEN excluded.${column} ELSE ${otherwise} END`;
const fillBlanks = `ON CONFLICT (organization_id, person_id) DO UPDATE SET
  ${addressLines.map((column) => `${column} = CASE WHEN ${noAddress} THEN excluded.${column} ELSE profiles.${column} END`).join(', ')},
  ${['phone', 'email', 'gender'].map((column) => anew(column, `coalesce(profiles.${column}, excluded.${column})`)).join(', ')},
  ${anew('import_id', 'profiles.import_id')}, named_by = excluded.named_by, filled_at = now(), archived_at = NULL,
  edited_at = CASE WHEN ${withdrawn} THEN NULL ELSE profiles.edited_at END
  WHERE ${withdrawn} OR num_nonnulls(excluded.address, excluded.phone, excluded.email, excluded.gender) > 0`;

/** Whom and what a batch takes in that is known already: see the migration that makes `claim_known`. */
async function claimKnown(em: EntityManager, plan: AdmissionPlan): Promise<void> {
  const [made, opened] = [new Set(plan.people.map(({ id }) => id)), new Set(plan.accounts.map(({ id }) => id))];
  const people = distinct([...plan.members, ...plan.profiles].map(({ personId }) => personId)).filter((id) => !made.has(id));
  const accounts = distinct(plan.members.map(({ accountId }) => accountId)).filter((id) => !opened.has(id));
  if (people.length + accounts.length > 0) await query(em, `SELECT claim_known($1::uuid[], $2::uuid[])`, [people, accounts]);
}

const distinct = (ids: (Uuid | null | undefined)[]): Uuid[] => [...new Set(ids.filter((id) => id != null))];
