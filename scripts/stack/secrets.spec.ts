import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '#contracts/caller';
import { databaseNames, keepSecrets, makeSecrets } from './secrets.js';
import { databaseUrl, migrationEnvironment, serviceEnvironment } from './service-environment.js';

describe('the secrets of an installation', () => {
  const directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  const file = join(directory, 'secrets.json');
  afterAll(() => rmSync(directory, { recursive: true }));

  it('are made once, kept for their owner’s eyes only, and found again', () => {
    const first = keepSecrets(file);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect(keepSecrets(file)).toEqual(first);
  });

  it('are new after a reset, the operator’s key too', () => {
    const before = keepSecrets(file);
    rmSync(file);
    expect(keepSecrets(file).operatorApiKey).not.toBe(before.operatorApiKey);
  });

  it('are never made anew over a file that cannot be read: the databases know the old ones', () => {
    writeFileSync(file, '{"postgres": "cut sho');
    expect(() => keepSecrets(file)).toThrow('npm run reset');
  });

  it('are completed where an older version made them, and otherwise stay', () => {
    const older = join(directory, 'older.json');
    const { dataKeys, identityKeys, ...rest } = makeSecrets();
    writeFileSync(older, JSON.stringify(rest));
    const completed = keepSecrets(older);
    expect(completed).toEqual({
      ...rest,
      dataKeys: expect.stringMatching(/^\{"k1":"[\w-]{43}"\}$/),
      identityKeys: expect.stringMatching(/^\{"k1":"[\w-]{43}"\}$/),
    });
    expect(completed.dataKeys).not.toBe(dataKeys);
    expect(completed.identityKeys).not.toBe(identityKeys);
    expect(completed.identityKeys).not.toBe(completed.dataKeys);
    expect(keepSecrets(older)).toEqual(completed);
  });

  it('are each another', () => {
    const { postgres, databases, nats, operatorApiKey } = makeSecrets();
    const all = [
      postgres,
      operatorApiKey,
      ...Object.values(databases).flatMap(({ owner, service }) => [owner, service]),
      ...Object.values(nats),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('the environment of a service', () => {
  const secrets = makeSecrets();
  const addresses = {
    postgres: 'postgres://admin:secret@db.example:5433/postgres?sslmode=require',
    nats: 'nats://127.0.0.1:1',
    port: 3101,
  };

  it('signs in to its own database in the role that owns nothing, on the same server with the same options', () => {
    const url = serviceEnvironment('billing', secrets, addresses).DATABASE_URL;
    expect(url).toBe(`postgres://billing_service:${secrets.databases.billing.service}@db.example:5433/billing?sslmode=require`);
    expect(migrationEnvironment('billing', secrets, addresses.postgres).MIGRATION_DATABASE_URL).toContain('billing_owner:');
  });

  it.each(services)('of %s holds nobody else’s secrets, nor the administrator’s', (name) => {
    const text = JSON.stringify(serviceEnvironment(name, secrets, addresses));
    const foreign = [
      'admin:secret',
      secrets.postgres,
      secrets.operatorApiKey,
      ...databaseNames.map((other) => secrets.databases[other].owner),
      ...databaseNames.filter((other) => other !== name).map((other) => secrets.databases[other].service),
      ...(name === 'billing' ? [] : [secrets.dataKeys]).map((keys) => JSON.stringify(keys).slice(1, -1)),
      ...(name === 'identity' ? [] : [secrets.identityKeys]).map((keys) => JSON.stringify(keys).slice(1, -1)),
      ...services.filter((other) => other !== name).flatMap((other) => [secrets.nats[other], String(secrets.keys.privateKeys[other].d)]),
    ];
    expect(foreign.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).toContain(secrets.nats[name]);
  });

  it('has no database for the gateway', () => {
    expect(serviceEnvironment('gateway', secrets, addresses)).not.toHaveProperty('DATABASE_URL');
  });

  it('signs in to a NATS of somebody else’s as they say', () => {
    const given = serviceEnvironment('billing', secrets, { ...addresses, natsLogin: { user: 'someone', password: 'p%w' } });
    expect(given).toMatchObject({ NATS_USER: 'someone', NATS_PASSWORD: 'p%w' });
  });

  it('keeps what else an address says when only the database changes', () => {
    expect(databaseUrl('postgres://a:b@h/x?sslmode=require', 'billing')).toBe('postgres://a:b@h/billing?sslmode=require');
  });
});
