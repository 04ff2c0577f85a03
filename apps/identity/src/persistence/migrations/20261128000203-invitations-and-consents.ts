import { Migration } from '@mikro-orm/migrations';

const mine = '= ANY ((SELECT app_organizations())::uuid[])';

/**
 * Invitations, and what an owner lets an organization see (ID-9): the owner at once, all else once there is consent. Whatever an
 * organization sees of a person it sees by a profile of its own, so consent makes profiles, and taking it back puts them away.
 */
export class InvitationsAndConsents extends Migration {
  override name = '20261128000203-invitations-and-consents';

  override up(): void {
    for (const statement of [...consents, ...invitations, ...withheld, ...introducing]) this.addSql(statement);
  }
}

const consents = [
  // Who made an account, or was told of its people by a file, needs none: it was told by them.
  `ALTER TABLE clients ADD COLUMN consent text NOT NULL DEFAULT 'given' CHECK (consent IN ('given', 'waiting', 'refused', 'withdrawn'))`,
  `GRANT UPDATE (consent) ON clients TO identity_service`,
  `DROP POLICY seen ON account_sign_ins`,
  `CREATE POLICY seen ON account_sign_ins FOR SELECT TO identity_service USING (EXISTS (
     SELECT FROM clients c WHERE c.account_id = account_sign_ins.account_id AND c.organization_id ${mine} AND c.consent = 'given'))`,
  `DROP POLICY held ON account_members`,
  `CREATE POLICY held ON account_members FOR SELECT TO identity_service USING (EXISTS (
     SELECT FROM clients c WHERE c.account_id = account_members.account_id
       AND (c.consent = 'given' OR EXISTS (SELECT FROM profiles p WHERE p.person_id = account_members.person_id))))`,
];

const invitations = [
  `CREATE TABLE invitations (
     id uuid PRIMARY KEY, organization_id uuid NOT NULL, account_id uuid NOT NULL, person_id uuid NOT NULL, email text NOT NULL,
     language text, token_hash text NOT NULL UNIQUE, invited_by text NOT NULL, invited_at timestamptz(3) NOT NULL, expires_at timestamptz NOT NULL,
     answer text CHECK (answer IN ('accepted', 'refused')), answered_at timestamptz, withdrawn_at timestamptz,
     CHECK ((answer IS NULL) = (answered_at IS NULL)), CHECK (num_nonnulls(answered_at, withdrawn_at) <= 1))`,
  `CREATE INDEX invitations_of_organization ON invitations (organization_id, id)`,
  ...forced('invitations'),
  `CREATE POLICY own ON invitations TO identity_service USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
  `CREATE POLICY gatekeeper ON invitations FOR SELECT TO identity_gatekeeper USING (true)`,
  `GRANT SELECT, INSERT, UPDATE (token_hash, invited_at, expires_at, answer, answered_at, withdrawn_at) ON invitations TO identity_service`,
  `GRANT SELECT ON invitations TO identity_gatekeeper`,
];

/** What an organization held of members whose owner took the consent back: kept out of sight until it is given again. */
const withheld = [
  `CREATE TABLE withheld_profiles (
     organization_id uuid NOT NULL, person_id uuid NOT NULL, profile jsonb NOT NULL, withheld_at timestamptz NOT NULL,
     PRIMARY KEY (organization_id, person_id))`,
  ...forced('withheld_profiles'),
  `CREATE POLICY introduce ON withheld_profiles TO identity_introducer
     USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
  `GRANT SELECT, INSERT, DELETE ON withheld_profiles TO identity_introducer`,
];

/** The introducer sees who owns an account, and, when an owner consents, carries over what that lets the organization see. */
const introducing = [
  ...['people', 'account_members'].map((table) => `CREATE POLICY introduce ON ${table} FOR SELECT TO identity_introducer USING (true)`),
  `GRANT SELECT (id, network_id, number, first_name, last_name, first_key, last_key, birth_date, archived_at) ON people TO identity_introducer`,
  `GRANT SELECT ON account_members TO identity_introducer`,
  `GRANT SELECT (made_by) ON accounts TO identity_introducer`,
  `GRANT SELECT (id, consent, created_at) ON clients TO identity_introducer`,
  `CREATE POLICY introduce ON organizations FOR SELECT TO identity_introducer USING (true)`,
  `GRANT SELECT (id, name) ON organizations TO identity_introducer`,
  `CREATE POLICY put_away ON profiles FOR DELETE TO identity_introducer USING (organization_id ${mine})`,
  `CREATE POLICY bring_back ON profiles FOR INSERT TO identity_introducer WITH CHECK (organization_id ${mine})`,
  `CREATE POLICY fill ON profiles FOR UPDATE TO identity_introducer USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
  `GRANT SELECT, INSERT, DELETE, UPDATE (address, city, province, postal_code, country, filled_at) ON profiles TO identity_introducer`,
];

function forced(table: string): string[] {
  return [`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`, `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`];
}
