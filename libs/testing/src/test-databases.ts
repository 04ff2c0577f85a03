import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { MigrationClass, ServiceDefinition } from '#platform/service/service-definition';
import { migrate } from '#platform/database/migrate';
import { closeToOthers, inDatabase, oneAtATime, provisionDatabase, provisionRoles, withClient } from '#platform/database/provision';
import { roleName } from '#platform/database/roles';
import { account, accountName, postgresUrl, rolePasswords } from './test-servers.js';

/** Makes a fresh, migrated database for a service, from a template that the first to ask has made. Gives its name. */
export async function freshDatabase(definition: ServiceDefinition): Promise<string> {
  return withClient(postgresUrl(), async (admin) => {
    await oneAtATime(admin);
    const template = await templateOf(admin, definition);
    const database = `${definition.name}_${accountName(account())}_${randomBytes(5).toString('hex')}`;
    await admin.query(`CREATE DATABASE ${database} OWNER ${roleName(definition.name, 'owner')} TEMPLATE ${template}`);
    await closeToOthers(admin, definition.name, database);
    return database;
  });
}

export async function dropDatabase(database: string): Promise<void> {
  await withClient(postgresUrl(), (admin) => admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`));
}

/** The address of a database for one of its service's two roles. */
export function databaseUrl(definition: ServiceDefinition, database: string, role: 'owner' | 'service'): string {
  const url = new URL(inDatabase(postgresUrl(), database));
  url.username = roleName(definition.name, role);
  url.password = rolePasswords(definition.name)[role];
  return url.href;
}

async function templateOf(admin: pg.Client, definition: ServiceDefinition): Promise<string> {
  const { name, narrowRoles = [], migrations = [] } = definition;
  const template = `template_${name}_${await fingerprint(migrations, narrowRoles)}`;
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [template]);
  if (rowCount) return template;

  const unfinished = `${template}_unfinished`;
  await admin.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await provisionRoles(admin, definition, rolePasswords(name));
  await provisionDatabase(postgresUrl(), admin, name, unfinished);
  await migrate(name, migrations, databaseUrl(definition, unfinished, 'owner'));
  await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`); // Its name says that it is whole.
  return template;
}

/** Of everything the migrations will do: two definitions of one name may differ. */
async function fingerprint(migrations: readonly MigrationClass[], narrowRoles: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(narrowRoles.join());
  for (const Class of migrations) hash.update(Class.name).update(JSON.stringify(await statementsOf(Class)));
  return hash.digest('hex').slice(0, 16);
}

async function statementsOf(Class: MigrationClass): Promise<unknown[]> {
  const migration = new Class(); // It only lists statements, and needs no database for it.
  await migration.up();
  return migration.getQueries();
}
