import pg from 'pg';
import type { ServiceName } from '#contracts/caller';
import { platformRoles, roleName } from './roles.js';

export interface ProvisionedService {
  readonly name: ServiceName;
  readonly narrowRoles?: readonly string[];
}

/** Passwords of the two roles of each service that sign in. */
export type RolePasswords = Partial<Record<ServiceName, { owner: string; service: string }>>;

const extensions = ['pg_trgm', 'fuzzystrmatch', 'unaccent', 'btree_gin'];

/**
 * Makes the roles, the databases and their extensions, or brings them to where they should be; running it again changes
 * nothing. `adminUrl` names a role that may do so, and a database to sign in to for it.
 */
export async function provision(adminUrl: string, services: readonly ProvisionedService[], passwords: RolePasswords): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    await oneAtATime(admin);
    for (const service of services) {
      await provisionRoles(admin, service, passwordsOf(service.name, passwords));
      await provisionDatabase(adminUrl, admin, service.name);
    }
  });
}

/** The roles alone. They belong to the whole server, whatever its databases are called. */
export async function provisionRoles(
  admin: pg.Client,
  { name, narrowRoles = [] }: ProvisionedService,
  passwords: { owner: string; service: string },
): Promise<void> {
  const rights = 'NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';
  await makeRole(admin, roleName(name, 'owner'), `LOGIN ${rights} PASSWORD ${admin.escapeLiteral(passwords.owner)}`);
  await makeRole(admin, roleName(name, 'service'), `LOGIN ${rights} PASSWORD ${admin.escapeLiteral(passwords.service)}`);
  for (const narrow of [...platformRoles, ...narrowRoles]) {
    await makeRole(admin, roleName(name, narrow), `NOLOGIN ${rights}`);
    // Entered by SET ROLE for one transaction; until then its rights are out of reach.
    await admin.query(`GRANT ${roleName(name, narrow)} TO ${roleName(name, 'service')} WITH INHERIT FALSE, SET TRUE`);
  }
}

/** A database owned by the service's owner that nobody but the service may connect to. */
export async function provisionDatabase(
  adminUrl: string,
  admin: pg.Client,
  service: ServiceName,
  database: string = service,
): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  // Code point order: the same on every machine, and after every upgrade of its libraries.
  const locale = `LOCALE 'C' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'`;
  const template = `TEMPLATE template0 ENCODING 'UTF8' ${locale}`;
  const [name, owner] = [admin.escapeIdentifier(database), roleName(service, 'owner')];
  if (rowCount === 0) await admin.query(`CREATE DATABASE ${name} OWNER ${owner} ${template}`);
  await closeToOthers(admin, service, database);
  await withClient(inDatabase(adminUrl, database), async (client) => {
    for (const extension of extensions) await client.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);
  });
}

/** Rights on a database belong to it alone: one made from a template needs them anew. */
export async function closeToOthers(admin: pg.Client, service: ServiceName, database: string): Promise<void> {
  const name = admin.escapeIdentifier(database);
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO ${roleName(service, 'service')}`); // Temporary: tables to COPY into.
}

/** Held until this connection ends: roles are the server's, and two provisions at once would trip over each other. */
export async function oneAtATime(admin: pg.Client): Promise<void> {
  await admin.query(`SELECT pg_advisory_lock(hashtext('tessera provision'))`);
}

/** The same server and sign-in, another database. */
export function inDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'tessera provision' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function makeRole(admin: pg.Client, name: string, attributes: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  await admin.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${name} ${attributes}`);
}

function passwordsOf(name: ServiceName, passwords: RolePasswords): { owner: string; service: string } {
  const found = passwords[name];
  if (!found) throw new Error(`no passwords given for the roles of ${name}`);
  return found;
}
