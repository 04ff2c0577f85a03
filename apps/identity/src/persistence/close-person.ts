import type { EntityManager } from '@mikro-orm/postgresql';
import type { UsernameChoice } from '#contracts/identity/merges';
import type { ClientToJoin } from '#contracts/memberships/merges';
import { derivedId, type Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { clientIdOf } from '../domain/admission-accounts.js';
import { extraEmail, filledProfile, type HeldProfile, type JoinedAccounts } from '../domain/merge.js';
import { movedWithAccount, movedWithPerson } from './merge-places.js';
import { MergeJournal } from './merge-journal.js';
import { genderColumns, profileGender } from './profile-gender.js';

export interface Closing {
  readonly mergeId: Uuid;
  readonly organizationId: Uuid; // That merges.
  readonly networkId: Uuid;
  readonly survivorId: Uuid;
  readonly closedId: Uuid;
  readonly accounts: readonly JoinedAccounts[];
  readonly keepUsernameOf: UsernameChoice;
  readonly at: Date;
  readonly by: string;
}

/** Whom a merge touches, whoever they are clients of. */
export interface Reach {
  readonly organizations: Uuid[];
  readonly clients: ClientToJoin[];
}

/**
 * Closes one person into another (ID-24), in every place of the network and in one transaction, with a journal that takes it back. What
 * each organization holds is joined with what the same one holds, and with nothing else (ID-3). As the merger.
 */
export async function closePerson(em: EntityManager, closing: Closing): Promise<Reach> {
  const journal = new MergeJournal(em);
  const { survivorId, closedId, accounts } = closing;
  const organizations = await organizationsTouched(em, closing);
  await chooseUsername(em, journal, closing);
  await joinProfiles(em, journal, closing);
  for (const mover of movedWithPerson) await journal.move(mover, closedId, survivorId);
  await voidLinks(em, journal, closing);
  await takePlace(em, journal, closing);
  const clients: ClientToJoin[] = [];
  for (const pair of accounts) clients.push(...(await joinAccounts(em, journal, closing, pair)));
  await joinDuplicates(em, journal, closing);
  await closeItself(em, journal, closing);
  await journal.write(closing.mergeId, closing.networkId);
  return { organizations, clients };
}

const organizationsTouched = async (em: EntityManager, { closedId, accounts, organizationId }: Closing): Promise<Uuid[]> => {
  const text = `SELECT organization_id AS id FROM profiles WHERE person_id = $1
    UNION SELECT organization_id FROM withheld_profiles WHERE person_id = $1
    UNION SELECT organization_id FROM admissions WHERE person_id = $1
    UNION SELECT organization_id FROM clients WHERE account_id = ANY ($2::uuid[])
    UNION SELECT c.organization_id FROM clients c JOIN account_members m ON m.account_id = c.account_id WHERE m.person_id = $1
    UNION SELECT $3::uuid`;
  return (await query<{ id: Uuid }>(em, text, [closedId, accounts.map(({ from }) => from), organizationId])).map(({ id }) => id);
};

/** ID-23: where the client asks for the other username, the survivor's sign-ins to the accounts in question are put away first. */
async function chooseUsername(
  em: EntityManager,
  journal: MergeJournal,
  { survivorId, closedId, accounts, keepUsernameOf }: Closing,
): Promise<void> {
  if (keepUsernameOf === 'survivor') return;
  const signsIn = `SELECT account_id AS id FROM account_sign_ins WHERE person_id = $1`;
  const closed = (await query<{ id: Uuid }>(em, signsIn, [closedId])).map(({ id }) => id);
  const into = new Map(accounts.map(({ from, to }) => [from, to]));
  const there = closed.map((id) => into.get(id) ?? id);
  await journal.putAway('account_sign_ins', `t.person_id = $1 AND t.account_id = ANY ($2::uuid[])`, survivorId, there);
}

interface ProfileOf {
  readonly organizationId: Uuid;
  readonly personId: Uuid;
  readonly archived: boolean;
  readonly held: HeldProfile;
}

async function joinProfiles(em: EntityManager, journal: MergeJournal, { survivorId, closedId, at }: Closing): Promise<void> {
  const profiles = await query<ProfileOf>(em, profilesOf, [[survivorId, closedId]]);
  const of = (personId: Uuid) => profiles.filter((profile) => profile.personId === personId);
  const own = new Map(of(survivorId).map((profile) => [profile.organizationId, profile]));
  for (const closed of of(closedId)) {
    const { organizationId } = closed;
    const survivor = own.get(organizationId);
    if (!survivor) continue; // Moved as it is, below.
    const key = { organization_id: organizationId, person_id: survivorId };
    const { gender, postalCode, ...fields } = filledProfile(survivor.held, closed.held);
    const filled = {
      ...fields,
      ...(postalCode === undefined ? {} : { postal_code: postalCode }),
      ...(gender === undefined ? {} : genderColumns(gender)),
    };
    const shown = survivor.archived && !closed.archived ? { archived_at: null } : {};
    await journal.change('profiles', key, { ...filled, ...shown, edited_at: at.toISOString() });
    const email = extraEmail(survivor.held, closed.held);
    if (email !== null) await journal.make('extra_emails', { ...key, email_key: keyOf(email) }, { email, added_at: at.toISOString() });
    await journal.putAway('profiles', 't.organization_id = $1 AND t.person_id = $2', organizationId, closedId);
  }
  await journal.move({ table: 'profiles', column: 'person_id', key: ['organization_id', 'person_id'] }, closedId, survivorId);
}

const keyOf = (email: string): string => email.normalize('NFKC').toLowerCase();

const profilesOf = `SELECT organization_id AS "organizationId", person_id AS "personId", archived_at IS NOT NULL AS archived,
    json_build_object('address', address, 'city', city, 'province', province, 'postalCode', postal_code, 'country', country,
      'phone', phone, 'email', email, 'gender', ${profileGender('profiles')}, 'language', language) AS held
  FROM profiles WHERE person_id = ANY ($1::uuid[]) ORDER BY organization_id FOR UPDATE`;

/** Links that were sent to the closed person end: whoever follows one would sign in beside the survivor. */
async function voidLinks(em: EntityManager, journal: MergeJournal, { closedId, at }: Closing): Promise<void> {
  const links = [
    { table: 'activations', spent: 'used_at', ended: 'voided_at' },
    { table: 'family_invitations', spent: 'accepted_at', ended: 'withdrawn_at' },
  ];
  for (const { table, spent, ended } of links) {
    const text = `SELECT id FROM ${table} WHERE person_id = $1 AND ${spent} IS NULL AND ${ended} IS NULL ORDER BY id FOR UPDATE`;
    for (const { id } of await query<{ id: Uuid }>(em, text, [closedId]))
      await journal.change(table, { id }, { [ended]: at.toISOString() });
  }
}

/** In accounts that stay, the survivor is from now on what the closed person was. */
async function takePlace(em: EntityManager, journal: MergeJournal, { survivorId, closedId, accounts, at }: Closing): Promise<void> {
  const leaving = accounts.map(({ from }) => from);
  const members = { table: 'account_members', column: 'person_id', key: ['account_id', 'person_id'], alongside: ['account_id'] };
  await journal.move(members, closedId, survivorId, 't.account_id <> ALL ($3::uuid[])', leaving);
  await journal.move({ ...members, table: 'account_sign_ins' }, closedId, survivorId);
  const text = `SELECT a.id, p.first_key || ' ' || p.last_key AS "ownerKey", ARRAY(SELECT c.id FROM clients c WHERE c.account_id = a.id) AS clients
    FROM accounts a, people p WHERE a.owner_person_id = $1 AND a.id <> ALL ($2::uuid[]) AND p.id = $3 ORDER BY a.id`;
  const owned = await query<{ id: Uuid; ownerKey: string; clients: Uuid[] }>(em, text, [closedId, leaving, survivorId]);
  for (const { id, ownerKey, clients } of owned) {
    await journal.change('accounts', { id }, { owner_person_id: survivorId, edited_at: at.toISOString() });
    for (const client of clients) await journal.change('clients', { id: client }, { owner_key: ownerKey });
  }
}

interface ClientOf {
  readonly id: Uuid;
  readonly organizationId: Uuid;
  readonly consent: string;
  readonly archivedAt: string | null;
  readonly createdAt: string;
  readonly survivorClientId: Uuid | null;
  readonly survivorArchived: boolean;
  readonly ownerKey: string | null;
}

/** An account and all that hangs on it becomes part of another; only the closed person stays behind in it. */
async function joinAccounts(
  em: EntityManager,
  journal: MergeJournal,
  { closedId, at }: Closing,
  { from, to }: JoinedAccounts,
): Promise<ClientToJoin[]> {
  const members = { table: 'account_members', column: 'account_id', key: ['account_id', 'person_id'], alongside: ['person_id'] };
  await journal.move(members, from, to, 't.person_id <> $3', closedId);
  const bySameUser = `t.account_id = $1 AND EXISTS (SELECT FROM account_sign_ins o WHERE o.account_id = $2 AND o.user_id = t.user_id)`;
  await journal.putAway('account_sign_ins', bySameUser, from, to);
  await journal.move({ ...members, table: 'account_sign_ins' }, from, to);
  const clients = await query<ClientOf>(em, clientsOf, [from, to]);
  for (const client of clients) await joinClient(journal, client, to);
  for (const mover of movedWithAccount) await journal.move(mover, from, to);
  await journal.putAway('clients', 't.account_id = $1', from);
  const edited = { edited_at: at.toISOString() };
  await journal.change('accounts', { id: from }, { ...edited, archived_at: at.toISOString(), merged_into: to });
  await journal.change('accounts', { id: to }, { ...edited, ...((await isShared(em, to)) ? { shared: true } : {}) });
  return clients.map(({ id, organizationId, survivorClientId }) => ({
    organizationId,
    fromClientId: id,
    fromAccountId: from,
    toClientId: survivorClientId ?? clientIdOf(organizationId, to),
    toAccountId: to,
  }));
}

/** Whoever had a client of the closed account has one of the surviving one, as it was: what it may see does not grow by it (ID-9). */
async function joinClient(journal: MergeJournal, client: ClientOf, accountId: Uuid): Promise<void> {
  const { organizationId, consent, archivedAt, createdAt, survivorClientId, survivorArchived, ownerKey } = client;
  if (survivorClientId === null) {
    const row = { organization_id: organizationId, account_id: accountId, owner_key: ownerKey, consent, archived_at: archivedAt };
    await journal.make('clients', { id: clientIdOf(organizationId, accountId) }, { ...row, created_at: createdAt });
  } else if (survivorArchived && archivedAt === null) {
    await journal.change('clients', { id: survivorClientId }, { archived_at: null });
  }
}

const clientsOf = `SELECT c.id, c.organization_id AS "organizationId", c.consent, to_jsonb(c.archived_at) #>> '{}' AS "archivedAt",
    to_jsonb(c.created_at) #>> '{}' AS "createdAt", s.id AS "survivorClientId", s.archived_at IS NOT NULL AS "survivorArchived",
    (SELECT p.first_key || ' ' || p.last_key FROM accounts a JOIN people p ON p.id = a.owner_person_id WHERE a.id = $2) AS "ownerKey"
  FROM clients c LEFT JOIN clients s ON s.organization_id = c.organization_id AND s.account_id = $2
  WHERE c.account_id = $1 ORDER BY c.organization_id`;

const isShared = async (em: EntityManager, accountId: Uuid): Promise<boolean> => {
  const text = `SELECT FROM clients c JOIN accounts a ON a.id = c.account_id WHERE a.id = $1 AND c.organization_id <> a.made_by LIMIT 1`;
  return (await query(em, text, [accountId])).length > 0;
};

interface Pair {
  readonly id: Uuid;
  readonly organizationId: Uuid;
  readonly otherId: Uuid; // Than the closed person.
  readonly state: string;
  readonly row: Record<string, unknown>;
}

/**
 * Each organization's own questions about the closed person: the pair itself is merged; of pairs with others an answer is kept, as one
 * about the survivor, and what waits is found anew.
 */
async function joinDuplicates(em: EntityManager, journal: MergeJournal, closing: Closing): Promise<void> {
  const { survivorId, closedId, organizationId, at, by } = closing;
  for (const pair of await query<Pair>(em, pairsOf, [closedId])) {
    if (pair.otherId === survivorId) {
      const decided = { decided_at: at.toISOString(), decided_by: pair.organizationId === organizationId ? by : null };
      await journal.change('possible_duplicates', { id: pair.id }, { state: 'merged', later_until: null, ...decided });
      continue;
    }
    await journal.putAway('possible_duplicates', 't.id = $1', pair.id);
    if (pair.state === 'not-the-same') await rememberOfSurvivor(journal, pair, survivorId);
  }
}

async function rememberOfSurvivor(journal: MergeJournal, { organizationId, otherId, row }: Pair, survivorId: Uuid): Promise<void> {
  const [one, other] = [survivorId, otherId].sort();
  const key = { id: derivedId('possible-duplicate', organizationId, one, other) };
  const answer = { state: 'not-the-same', later_until: null, decided_at: row.decided_at, decided_by: row.decided_by };
  await journal.make('possible_duplicates', key, { ...row, ...key, ...answer, person_id: one, other_id: other });
  await journal.change('possible_duplicates', key, answer);
}

const pairsOf = `SELECT id, organization_id AS "organizationId", CASE person_id WHEN $1 THEN other_id ELSE person_id END AS "otherId", state,
    to_jsonb(d) AS row
  FROM possible_duplicates d WHERE person_id = $1 OR other_id = $1 ORDER BY id FOR UPDATE`;

/** Both count as edited from now on: the undo of an import that made one of them keeps them (IMP-17). */
async function closeItself(em: EntityManager, journal: MergeJournal, { survivorId, closedId, at }: Closing): Promise<void> {
  const text = `SELECT birth_date::text AS birth_date, gender,
      EXISTS (SELECT FROM profiles h JOIN people s ON s.id = h.person_id WHERE s.id = $2 AND h.organization_id <> s.made_by) AS shared
    FROM people WHERE id = $1`;
  const [{ birth_date, gender, shared }] = await query<{ birth_date: string | null; gender: string | null; shared: boolean }>(em, text, [
    closedId,
    survivorId,
  ]);
  const own = `SELECT birth_date IS NULL AS born, gender IS NULL AS gendered FROM people WHERE id = $1`;
  const [blank] = await query<{ born: boolean; gendered: boolean }>(em, own, [survivorId]);
  await journal.change(
    'people',
    { id: survivorId },
    {
      ...(blank.born && birth_date !== null ? { birth_date } : {}),
      ...(blank.gendered && gender !== null ? { gender } : {}),
      ...(shared ? { shared } : {}),
      edited_at: at.toISOString(),
    },
  );
  const closed = { archived_at: at.toISOString(), merged_into: survivorId, edited_at: at.toISOString() };
  await journal.change('people', { id: closedId }, closed);
}
