import { Migration } from '@mikro-orm/migrations';

const mine = '= ANY ((SELECT app_organizations())::uuid[])';
const endings = ['signed-out', 'token-reused', 'signed-out-everywhere', 'password-changed', 'access-disabled'];

/** Employees, owners, permission groups, what a club lets its federation do, and the scopes of keys (ID-28). */
export class Rights extends Migration {
  override name = '20261128000300-rights';

  override up(): void {
    for (const statement of [...staff, ...groups, ...federations, ...keys]) this.addSql(statement);
  }
}

const staff = [
  `ALTER TABLE grants DROP CONSTRAINT grants_role_check`,
  `ALTER TABLE grants ADD CONSTRAINT grants_role_check CHECK (role IN ('federation-administrator', 'club-administrator', 'employee'))`,
  `ALTER TABLE grants ADD COLUMN owner boolean NOT NULL DEFAULT false, ADD COLUMN disabled_at timestamptz,
     ADD COLUMN version int NOT NULL DEFAULT 1, ADD CHECK (NOT owner OR (role <> 'employee' AND disabled_at IS NULL)),
     ADD UNIQUE (id, organization_id)`,
  `ALTER TABLE grants NO FORCE ROW LEVEL SECURITY`, // The policies show this step no rows otherwise.
  `UPDATE grants SET owner = true WHERE id IN (
     SELECT DISTINCT ON (organization_id) id FROM grants ORDER BY organization_id, created_at, id)`,
  `ALTER TABLE grants FORCE ROW LEVEL SECURITY`,
  `GRANT UPDATE (role, owner, disabled_at, version) ON grants TO identity_service`,
  `ALTER TABLE sessions DROP CONSTRAINT sessions_ended_because_check`,
  `ALTER TABLE sessions ADD CONSTRAINT sessions_ended_because_check CHECK (ended_because IN (${endings.map((why) => `'${why}'`).join(', ')}))`,
];

/** A group and whoever belongs to it are of one organization. Nobody above it sees them. */
const groups = [
  `CREATE TABLE permission_groups (
     id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations, name text NOT NULL,
     rights text[] NOT NULL, club_rights text[] NOT NULL, version int NOT NULL, created_at timestamptz NOT NULL,
     UNIQUE (id, organization_id))`,
  `CREATE UNIQUE INDEX permission_groups_by_name ON permission_groups (organization_id, lower(name))`,
  `CREATE TABLE permission_group_members (
     grant_id uuid NOT NULL, group_id uuid NOT NULL, organization_id uuid NOT NULL, PRIMARY KEY (grant_id, group_id),
     FOREIGN KEY (grant_id, organization_id) REFERENCES grants (id, organization_id),
     FOREIGN KEY (group_id, organization_id) REFERENCES permission_groups (id, organization_id) ON DELETE CASCADE)`,
  `CREATE INDEX permission_group_members_of_group ON permission_group_members (group_id)`,
  ...['permission_groups', 'permission_group_members'].flatMap(tenants),
  `GRANT SELECT, INSERT, UPDATE (name, rights, club_rights, version), DELETE ON permission_groups TO identity_service`,
  `GRANT SELECT, INSERT, DELETE ON permission_group_members TO identity_service`,
];

const federations = [
  `CREATE TABLE federation_rights (
     organization_id uuid PRIMARY KEY REFERENCES organizations, rights text[] NOT NULL, version int NOT NULL, changed_at timestamptz NOT NULL)`,
  ...tenants('federation_rights'),
  `GRANT SELECT, INSERT, UPDATE (rights, version, changed_at) ON federation_rights TO identity_service`,
];

/** When a key was used is the gatekeeper's to note, and nothing else about a key is. */
const keys = [
  `ALTER TABLE api_keys ADD COLUMN rights text[]`,
  `CREATE TABLE api_key_uses (
     api_key_id uuid PRIMARY KEY REFERENCES api_keys, organization_id uuid REFERENCES organizations, last_used_at timestamptz NOT NULL)`,
  `ALTER TABLE api_key_uses ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE api_key_uses FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY gatekeeper ON api_key_uses TO identity_gatekeeper USING (true) WITH CHECK (true)`,
  `CREATE POLICY registrar ON api_key_uses FOR SELECT TO identity_registrar USING (true)`,
  `CREATE POLICY of_network ON api_key_uses FOR SELECT TO identity_service USING (organization_id ${mine}
     OR EXISTS (SELECT FROM organizations o WHERE o.id = api_key_uses.organization_id AND o.federation_id ${mine}))`,
  `GRANT SELECT, INSERT, UPDATE (last_used_at) ON api_key_uses TO identity_gatekeeper`,
  `GRANT SELECT ON api_key_uses TO identity_service, identity_registrar`,
];

function tenants(table: string): string[] {
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY mine ON ${table} TO identity_service USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
    `CREATE POLICY known ON ${table} FOR SELECT TO identity_gatekeeper, identity_registrar USING (true)`,
    `GRANT SELECT ON ${table} TO identity_gatekeeper, identity_registrar`,
  ];
}
