import pg from 'pg';
import { databaseUrl, dropDatabase, freshDatabase } from '#testing/test-databases';
import { TestDatabase } from '#testing/test-database';
import { postgresUrl, rolePasswords } from '#testing/test-servers';
import { Migration } from '@mikro-orm/migrations';
import type { ServiceDefinition } from '../service/service-definition.js';
import { migrate } from './migrate.js';
import { platformTables } from './platform-tables.js';
import { inDatabase, oneAtATime, provisionDatabase, provisionRoles, withClient } from './provision.js';

class Migration001PlatformTables extends Migration {
  override up(): void {
    for (const statement of platformTables('leads')) this.addSql(statement);
  }
}

class Migration002Twos extends Migration {
  override up(): void {
    this.addSql('CREATE TABLE twos (id int)');
  }
}

class Migration002Broken extends Migration {
  override up(): void {
    this.addSql('CREATE TABLE twos (id int)');
    this.addSql('CREATE TABLE twos (id int)');
  }
}

const leads: ServiceDefinition = { name: 'leads', module: class {}, narrowRoles: ['matcher'], migrations: [Migration001PlatformTables] };

describe('provisioning', () => {
  let name: string;
  let all: TestDatabase;
  beforeAll(async () => {
    name = await freshDatabase(leads);
    all = new TestDatabase(name);
  });
  afterAll(async () => {
    await all?.close();
    await dropDatabase(name);
  });

  it('lets the service and its owner in, and nobody else', async () => {
    await expect(connects(databaseUrl(leads, name, 'service'))).resolves.toBe('leads_service');
    await expect(connects(databaseUrl(leads, name, 'owner'))).resolves.toBe('leads_owner');
    await withClient(postgresUrl(), async (admin) => {
      await oneAtATime(admin);
      await provisionRoles(admin, { name: 'billing' }, rolePasswords('billing'));
    });
    const stranger = new URL(inDatabase(postgresUrl(), name));
    [stranger.username, stranger.password] = ['billing_service', rolePasswords('billing').service];
    await expect(connects(stranger.href)).rejects.toThrow('permission denied for database');
  });

  it('gives no role more than it needs: none creates roles or databases, bypasses policies or owns tables but the owner', async () => {
    const roles = await all.query(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'leads\\_%'
      AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication)`);
    expect(roles).toEqual([]);
    const owners = await all.query(`SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'`);
    expect(owners).toEqual([{ tableowner: 'leads_owner' }]);
  });

  it('forces row-level security on every table of the platform', async () => {
    const open = await all.query(`SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      AND NOT (relrowsecurity AND relforcerowsecurity) AND relname <> 'mikro_orm_migrations'`);
    expect(open).toEqual([]);
  });

  it('has what matching needs', async () => {
    const installed = await all.query<{ extname: string }>('SELECT extname FROM pg_extension');
    expect(installed.map(({ extname }) => extname)).toEqual(expect.arrayContaining(['pg_trgm', 'fuzzystrmatch', 'unaccent', 'btree_gin']));
  });

  it('can be repeated, and changes nothing then but the passwords', async () => {
    await withClient(postgresUrl(), async (admin) => {
      await oneAtATime(admin);
      await provisionRoles(admin, leads, rolePasswords('leads'));
      await provisionDatabase(postgresUrl(), admin, 'leads', name);
    });
    await expect(connects(databaseUrl(leads, name, 'service'))).resolves.toBe('leads_service');
  });

  describe('the migration step', () => {
    const owner = () => databaseUrl(leads, name, 'owner');

    it('leaves nothing of a migration that fails', async () => {
      await expect(migrate('leads', [Migration001PlatformTables, Migration002Broken], owner())).rejects.toThrow('already exists');
      expect(await all.query(`SELECT to_regclass('twos') AS twos`)).toEqual([{ twos: null }]);
    });

    it('runs each migration once, however often and by however many it is started', async () => {
      const runs = await Promise.all([1, 2, 3].map(() => migrate('leads', [Migration001PlatformTables, Migration002Twos], owner())));
      expect(runs.flat()).toEqual(['Migration002Twos']);
    });
  });
});

async function connects(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ role: string }>('SELECT current_user AS role')).rows[0].role;
  } finally {
    await client.end();
  }
}
