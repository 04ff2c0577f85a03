import { Migration } from '@mikro-orm/migrations';
import { platformTables } from '#platform/database/platform-tables';

const mine = '= ANY ((SELECT app_organizations())::uuid[])';
const ofMyNetwork = (column: string): string =>
  `(${column} ${mine} OR EXISTS (SELECT FROM organizations o WHERE o.id = ${column} AND o.federation_id ${mine}))`;

/**
 * Organizations and who may act for them. The gatekeeper knows sign-ins, which belong to no organization; the registrar reads
 * every organization's name and access for an operator or another service.
 */
export class OrganizationsAndAccess extends Migration {
  override name = '20261122000000-organizations-and-access';

  override up(): void {
    for (const statement of [...platformTables('identity'), ...organizations, ...signIns, ...access]) this.addSql(statement);
  }
}

const organizations = [
  `CREATE TABLE organizations (
     id uuid PRIMARY KEY,
     kind text NOT NULL CHECK (kind IN ('federation', 'club', 'gym', 'dealership')),
     federation_id uuid REFERENCES organizations,
     name text NOT NULL, currency text NOT NULL, time_zone text NOT NULL, languages text[] NOT NULL CHECK (cardinality(languages) > 0),
     country text NOT NULL, province text, freemium boolean NOT NULL, taxes jsonb NOT NULL,
     version int NOT NULL, registration text NOT NULL, created_at timestamptz NOT NULL,
     CHECK ((kind IN ('federation', 'club')) = (federation_id IS NOT NULL)),
     CHECK ((kind = 'federation') = (federation_id IS NOT NULL AND federation_id = id)))`,
  `CREATE INDEX organizations_of_federation ON organizations (federation_id)`,
  ...forced('organizations'),
  `CREATE POLICY seen ON organizations FOR SELECT TO identity_service
     USING (id ${mine} OR federation_id ${mine} OR id = (SELECT app_federation()))`,
  `CREATE POLICY registered ON organizations FOR INSERT TO identity_service WITH CHECK (id ${mine} OR federation_id ${mine})`,
  `CREATE POLICY changed ON organizations FOR UPDATE TO identity_service
     USING (id ${mine} OR federation_id ${mine}) WITH CHECK (id ${mine} OR federation_id ${mine})`,
  `CREATE POLICY known ON organizations FOR SELECT TO identity_gatekeeper, identity_registrar USING (true)`,
  `GRANT SELECT, INSERT ON organizations TO identity_service`,
  `GRANT UPDATE (name, languages, freemium, taxes, version) ON organizations TO identity_service`,
  `GRANT SELECT ON organizations TO identity_gatekeeper, identity_registrar`,
];

/** One sign-in may reach several organizations, so none of this belongs to one; only the gatekeeper reads it. */
const signIns = [
  `CREATE TABLE users (
     id uuid PRIMARY KEY, email_key text NOT NULL UNIQUE, name text NOT NULL, password_hash text NOT NULL, created_at timestamptz NOT NULL)`,
  `CREATE TABLE sessions (
     id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users, created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
     ended_at timestamptz, ended_because text CHECK (ended_because IN ('signed-out', 'token-reused')),
     CHECK ((ended_at IS NULL) = (ended_because IS NULL)))`,
  `CREATE TABLE refresh_tokens (
     hash text PRIMARY KEY, session_id uuid NOT NULL REFERENCES sessions, created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
     used_at timestamptz)`,
  `CREATE TABLE sign_in_failures (
     key text PRIMARY KEY, count int NOT NULL, last_at timestamptz NOT NULL)`,
  `CREATE INDEX sign_in_failures_by_age ON sign_in_failures (last_at)`,
  ...['users', 'sessions', 'refresh_tokens', 'sign_in_failures'].flatMap((table) => [
    ...forced(table),
    `CREATE POLICY gatekeeper ON ${table} TO identity_gatekeeper USING (true) WITH CHECK (true)`,
  ]),
  `GRANT SELECT, INSERT ON users, sessions, refresh_tokens TO identity_gatekeeper`,
  `GRANT UPDATE (ended_at, ended_because) ON sessions TO identity_gatekeeper`,
  `GRANT UPDATE (used_at) ON refresh_tokens TO identity_gatekeeper`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_failures TO identity_gatekeeper`,
];

/**
 * A grant is a user as one organization knows it, under an id, name and address as it gave them: whether the same sign-in
 * reaches others stays unseen. An API key without organization is the operator's.
 */
const access = [
  `CREATE TABLE grants (
     id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations, user_id uuid NOT NULL REFERENCES users,
     role text NOT NULL CHECK (role IN ('federation-administrator', 'club-administrator')), name text NOT NULL, email text NOT NULL,
     created_at timestamptz NOT NULL, UNIQUE (user_id, organization_id))`,
  `CREATE INDEX grants_of_organization ON grants (organization_id)`,
  `CREATE TABLE api_keys (
     id uuid PRIMARY KEY, organization_id uuid REFERENCES organizations,
     role text NOT NULL CHECK (role IN ('operator', 'federation-administrator', 'club-administrator')),
     name text NOT NULL, secret_hash text NOT NULL UNIQUE, last_four text NOT NULL, created_by text NOT NULL,
     created_at timestamptz NOT NULL, expires_at timestamptz, revoked_at timestamptz,
     CHECK ((role = 'operator') = (organization_id IS NULL)))`,
  `CREATE INDEX api_keys_of_organization ON api_keys (organization_id)`,
  ...['grants', 'api_keys'].flatMap((table) => [
    ...forced(table),
    `CREATE POLICY of_network ON ${table} TO identity_service
       USING ${ofMyNetwork(`${table}.organization_id`)} WITH CHECK ${ofMyNetwork(`${table}.organization_id`)}`,
    `CREATE POLICY registrar ON ${table} FOR SELECT TO identity_registrar USING (true)`,
    `GRANT SELECT, INSERT ON ${table} TO identity_service`,
    `GRANT SELECT ON ${table} TO identity_gatekeeper, identity_registrar`,
  ]),
  `CREATE POLICY gatekeeper ON grants FOR SELECT TO identity_gatekeeper USING (true)`,
  `CREATE POLICY gatekeeper ON api_keys TO identity_gatekeeper USING (true) WITH CHECK (organization_id IS NULL)`,
  `GRANT UPDATE (secret_hash, last_four, revoked_at) ON api_keys TO identity_service`,
  `GRANT INSERT, UPDATE (secret_hash, last_four, revoked_at) ON api_keys TO identity_gatekeeper`,
];

function forced(table: string): string[] {
  return [`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`, `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`];
}
