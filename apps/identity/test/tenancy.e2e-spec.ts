import type { Caller } from '#contracts/caller';
import { newId } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { flowCaller, runAs, serviceCaller } from '#platform/messaging/context';
import { startDatabase, type StartedDatabase } from '#testing/start-database';
import { identity } from '../src/identity.service.js';

/** What the database itself refuses, whatever the code above it asks for. */
describe('the identity database', () => {
  let started: StartedDatabase;
  const [federationId, clubId, otherId, foreignId] = [newId(), newId(), newId(), newId()];
  const [personId, accountId, clientId] = [newId(), newId(), newId()];
  const club = flowCaller('test', [clubId], federationId);
  const other = flowCaller('test', [otherId], federationId);
  const foreign = flowCaller('test', [foreignId], foreignId);

  const ask = <R>(who: Caller, text: string, values: readonly unknown[] = [], as?: string): Promise<R[]> =>
    runAs(who, () => started.database.transaction((em) => query<R>(em, text, values), { as }));
  const change = (who: Caller, text: string, values: readonly unknown[] = [], as?: string): Promise<number> =>
    runAs(who, () => started.database.transaction((em) => execute(em, text, values), { as }));
  const makePerson = `INSERT INTO people (id, network_id, first_name, last_name, first_key, last_key, gender, birth_date, made_by)
    VALUES ($1, $2, 'Ana', 'Roy', 'ana', 'roy', 'F', '2015-04-01', $3)`;

  beforeAll(async () => {
    started = await startDatabase(identity);
    await change(club, makePerson, [personId, federationId, clubId]);
    await change(club, `INSERT INTO accounts (id, network_id, owner_label, made_by) VALUES ($1, $2, 'Parent of Ana Roy', $3)`, [
      accountId,
      federationId,
      clubId,
    ]);
    await change(club, `INSERT INTO clients (id, organization_id, account_id) VALUES ($1, $2, $3)`, [clientId, clubId, accountId]);
    await change(club, `INSERT INTO account_members VALUES ($1, $2, $3)`, [accountId, personId, federationId]);
    await change(club, `INSERT INTO profiles (organization_id, person_id, email) VALUES ($1, $2, 'ana@example.org')`, [clubId, personId]);
    await change(club, `INSERT INTO admissions VALUES ($1, $2, $3, 2, true)`, [newId(), personId, clubId]);
  });
  afterAll(() => started.stop());

  const tenantTables = ['people', 'accounts', 'clients', 'account_members', 'profiles', 'admissions'];

  it('forces row-level security on every table', async () => {
    const open = await started.all.query(
      `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT (relrowsecurity AND relforcerowsecurity)
         AND relname NOT LIKE 'mikro_orm%'`,
    );
    expect(open).toEqual([]);
  });

  it.each(tenantTables)('shows %s to the club that holds them, and to nobody without an organization or of another', async (table) => {
    const rows = (who: Caller) => ask(who, `SELECT FROM ${table}`);
    expect(await rows(club)).toHaveLength(1);
    for (const who of [other, foreign, serviceCaller('imports')]) expect(await rows(who)).toEqual([]);
  });

  it.each(['users', 'sessions', 'refresh_tokens', 'sign_in_failures'])('keeps %s from everybody but the gatekeeper', async (table) => {
    await expect(ask(club, `SELECT FROM ${table}`)).rejects.toThrow('permission denied');
    await expect(ask(club, `SELECT FROM ${table}`, [], 'matcher')).rejects.toThrow('permission denied');
    expect(await ask(serviceCaller('gateway'), `SELECT FROM ${table}`, [], 'gatekeeper')).toEqual([]);
  });

  it('lets the matcher see the people of the caller’s network, never a profile', async () => {
    expect(await ask(other, 'SELECT FROM people', [], 'matcher')).toHaveLength(1);
    expect(await ask(foreign, 'SELECT FROM people', [], 'matcher')).toEqual([]);
    expect(await ask(other, 'SELECT FROM clients', [], 'matcher')).toEqual([]);
    await expect(ask(club, 'SELECT FROM profiles', [], 'matcher')).rejects.toThrow('permission denied');
    await expect(change(club, makePerson, [newId(), federationId, clubId], 'matcher')).rejects.toThrow('permission denied');
  });

  it('lets gatekeeper and registrar see no people', async () => {
    for (const role of ['gatekeeper', 'registrar'])
      await expect(ask(club, 'SELECT FROM people', [], role)).rejects.toThrow('permission denied');
  });

  it('refuses rows for another organization or network', async () => {
    const refused = (promise: Promise<unknown>) => expect(promise).rejects.toThrow('row-level security');
    await refused(change(club, makePerson, [newId(), foreignId, clubId]));
    await refused(change(club, makePerson, [newId(), federationId, otherId]));
    await refused(change(club, `INSERT INTO profiles (organization_id, person_id) VALUES ($1, $2)`, [otherId, personId]));
    await refused(change(club, `INSERT INTO clients (id, organization_id, account_id) VALUES ($1, $2, $3)`, [newId(), otherId, accountId]));
    await refused(change(other, `INSERT INTO account_members VALUES ($1, $2, $3)`, [accountId, personId, federationId]));
  });

  it('IMP-8: gives the service no right to change or remove people, accounts or clients', async () => {
    for (const table of ['people', 'accounts', 'clients', 'account_members']) {
      await expect(change(club, `DELETE FROM ${table}`)).rejects.toThrow('permission denied');
    }
    await expect(change(club, `UPDATE people SET first_name = 'x'`)).rejects.toThrow('permission denied');
    await expect(change(club, `UPDATE accounts SET owner_label = 'x'`)).rejects.toThrow('permission denied');
  });

  it('refuses a row that points to nobody, whoever inserts or changes it', async () => {
    const missing = newId();
    const nobody = (promise: Promise<unknown>) => expect(promise).rejects.toThrow(`there is no ${missing}`);
    await nobody(
      change(club, 'INSERT INTO accounts (id, network_id, owner_person_id, made_by) VALUES ($1, $2, $3, $4)', [
        newId(),
        federationId,
        missing,
        clubId,
      ]),
    );
    await nobody(change(club, 'INSERT INTO clients (id, organization_id, account_id) VALUES ($1, $2, $3)', [newId(), clubId, missing]));
    await nobody(change(club, 'INSERT INTO account_members VALUES ($1, $2, $3)', [accountId, missing, federationId]));
    await nobody(change(club, 'INSERT INTO profiles (organization_id, person_id) VALUES ($1, $2)', [clubId, missing]));
    await nobody(started.all.query('INSERT INTO account_members VALUES ($1, $2, $3)', [missing, personId, federationId]));
    await nobody(started.all.query('UPDATE profiles SET person_id = $1', [missing]));
    await nobody(started.all.query('UPDATE clients SET account_id = $1', [missing]));
  });

  it.each(['people', 'accounts'])('ID-22: keeps %s for good, and under their ids, whoever asks', async (table) => {
    for (const text of [`DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`, `UPDATE ${table} SET id = gen_random_uuid()`]) {
      await expect(started.all.query(text)).rejects.toThrow('never deleted');
    }
  });

  it.each(['people', 'accounts'])('shows its owner none of the %s, except to check what points to them', async (table) => {
    const look = `DO $$ BEGIN IF EXISTS (SELECT FROM ${table}) THEN RAISE EXCEPTION 'seen'; END IF; END $$`;
    await started.all.query(`BEGIN; SET LOCAL ROLE identity_owner; ${look}; COMMIT`);
    await expect(started.all.query(look)).rejects.toThrow('seen');
  });

  it('IMP-7: knows no account without an owner or a placeholder, nor one with both', async () => {
    const make = `INSERT INTO accounts (id, network_id, owner_person_id, owner_label, made_by) VALUES ($1, $2, $3, $4, $5)`;
    await expect(change(club, make, [newId(), federationId, null, null, clubId])).rejects.toThrow('violates check constraint');
    await expect(change(club, make, [newId(), federationId, personId, 'Parent of x', clubId])).rejects.toThrow('violates check constraint');
  });

  it('lets only the gatekeeper make the operator’s key, and no other', async () => {
    const key = (role: string) =>
      `INSERT INTO api_keys (id, organization_id, role, name, secret_hash, last_four, created_by, created_at)
       VALUES ('${newId()}', NULL, '${role}', 'x', '${newId()}', 'x', 'x', now())`;
    await expect(change(club, key('operator'))).rejects.toThrow('row-level security');
    await expect(change(club, key('club-administrator'), [], 'gatekeeper')).rejects.toThrow('violates check constraint');
    expect(await change(serviceCaller('gateway'), key('operator'), [], 'gatekeeper')).toBe(1);
  });
});
