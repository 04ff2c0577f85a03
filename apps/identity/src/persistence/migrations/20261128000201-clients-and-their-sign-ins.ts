import { Migration } from '@mikro-orm/migrations';

const mine = '= ANY ((SELECT app_organizations())::uuid[])';

/**
 * Accounts made by hand and by clients themselves: found by address, activated by letter, signed in to by their owners. Whether an
 * address is known anywhere is asked by the introducer, who sees addresses and no more; sign-ins are the gatekeeper's.
 */
export class ClientsAndTheirSignIns extends Migration {
  override name = '20261128000201-clients-and-their-sign-ins';

  override up(): void {
    for (const statement of [...addresses, ...standAlone, ...signIns, ...activations, ...codes, ...settings]) this.addSql(statement);
  }
}

/** As `emailKeyOf` writes it. The operator on a plain column may use an index below a policy; one on an expression may not. */
const addresses = [
  `ALTER TABLE profiles ADD COLUMN email_key text GENERATED ALWAYS AS (lower(normalize(email, NFKC))) STORED,
     ADD COLUMN language text CHECK (language IN ('en', 'fr', 'nl'))`,
  `CREATE INDEX profiles_by_email ON profiles (email_key) WHERE email_key IS NOT NULL`,
  `GRANT UPDATE (language) ON profiles TO identity_service`,
  `GRANT SELECT (organization_id, person_id, email_key, archived_at) ON profiles TO identity_introducer`,
  `GRANT SELECT (id, network_id, owner_person_id, archived_at, created_at) ON accounts TO identity_introducer`,
  `GRANT SELECT (organization_id, account_id, archived_at) ON clients TO identity_introducer`,
  ...['profiles', 'accounts', 'clients'].map(
    (table) => `CREATE POLICY introduce ON ${table} FOR SELECT TO identity_introducer USING (true)`,
  ),
];

/** Who stands alone, a gym or a dealership, is a network of its own: its people are known there and nowhere else. */
const standAlone = [
  ...['people', 'accounts'].map(
    (table) => `CREATE POLICY made_alone ON ${table} FOR INSERT TO identity_service
      WITH CHECK (made_by ${mine} AND network_id = made_by AND (SELECT app_federation()) IS NULL)`,
  ),
  `CREATE POLICY joined_alone ON account_members FOR INSERT TO identity_service
     WITH CHECK (network_id ${mine} AND (SELECT app_federation()) IS NULL
       AND EXISTS (SELECT FROM clients c WHERE c.account_id = account_members.account_id))`,
];

const signIns = [
  // username repeats the address of the user, which staff may see and never change (ID-17). Who signs in to an account: its owner, and members who were given a login of their own (ID-21).
  `CREATE TABLE account_sign_ins (
     account_id uuid NOT NULL REFERENCES accounts, person_id uuid NOT NULL REFERENCES people, user_id uuid NOT NULL REFERENCES users,
     username text NOT NULL, created_at timestamptz NOT NULL, PRIMARY KEY (account_id, person_id), UNIQUE (user_id, account_id))`,
  ...forced('account_sign_ins'),
  `CREATE POLICY gatekeeper ON account_sign_ins TO identity_gatekeeper USING (true) WITH CHECK (true)`,
  `CREATE POLICY introduce ON account_sign_ins FOR SELECT TO identity_introducer USING (true)`,
  `CREATE POLICY seen ON account_sign_ins FOR SELECT TO identity_service
     USING (EXISTS (SELECT FROM clients c WHERE c.account_id = account_sign_ins.account_id AND c.organization_id ${mine}))`,
  `GRANT SELECT, INSERT, UPDATE (username) ON account_sign_ins TO identity_gatekeeper`,
  `GRANT SELECT (account_id, person_id, username, created_at) ON account_sign_ins TO identity_service`,
  `GRANT SELECT ON account_sign_ins TO identity_introducer`,
  `CREATE POLICY introduce ON users FOR SELECT TO identity_introducer USING (true)`,
  `GRANT SELECT (id, email_key) ON users TO identity_introducer`,
  `GRANT UPDATE (password_hash) ON users TO identity_gatekeeper`,
  `ALTER TABLE sessions DROP CONSTRAINT sessions_ended_because_check`,
  `ALTER TABLE sessions ADD CONSTRAINT sessions_ended_because_check
     CHECK (ended_because IN ('signed-out', 'token-reused', 'signed-out-everywhere', 'password-changed'))`,
  `CREATE INDEX sessions_of_user ON sessions (user_id) WHERE ended_at IS NULL`,
];

const activations = [
  `CREATE TABLE activations (
     id uuid PRIMARY KEY, organization_id uuid NOT NULL, account_id uuid NOT NULL, person_id uuid NOT NULL, email text NOT NULL,
     first_name text NOT NULL, name text NOT NULL, token_hash text NOT NULL UNIQUE, requested_by text NOT NULL, requested_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
     used_at timestamptz, voided_at timestamptz, CHECK (num_nonnulls(used_at, voided_at) <= 1))`,
  `CREATE UNIQUE INDEX activations_open ON activations (account_id, person_id, organization_id) WHERE used_at IS NULL AND voided_at IS NULL`,
  ...forced('activations'),
  `CREATE POLICY own ON activations TO identity_service USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
  `CREATE POLICY gatekeeper ON activations TO identity_gatekeeper USING (true) WITH CHECK (true)`,
  `GRANT SELECT, INSERT, UPDATE (voided_at) ON activations TO identity_service`,
  `GRANT SELECT, UPDATE (used_at, voided_at) ON activations TO identity_gatekeeper`,
];

/** A newer code takes the place of the earlier one. Kept as a keyed hash: a million codes are quickly tried. */
const codes = [
  `CREATE TABLE sign_up_codes (
     organization_id uuid NOT NULL, email_key text NOT NULL, code_hash text NOT NULL, tries int NOT NULL, expires_at timestamptz NOT NULL,
     PRIMARY KEY (organization_id, email_key))`,
  ...forced('sign_up_codes'),
  `CREATE POLICY gatekeeper ON sign_up_codes TO identity_gatekeeper USING (true) WITH CHECK (true)`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON sign_up_codes TO identity_gatekeeper`,
  // How many letters an address was sent since when, at anybody's asking: nobody's mailbox is flooded by us.
  `CREATE TABLE letters_asked (key text PRIMARY KEY, count int NOT NULL, since timestamptz NOT NULL)`,
  `CREATE INDEX letters_asked_by_age ON letters_asked (since)`,
  ...forced('letters_asked'),
  `CREATE POLICY gatekeeper ON letters_asked TO identity_gatekeeper USING (true) WITH CHECK (true)`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON letters_asked TO identity_gatekeeper`,
];

const settings = [
  `CREATE TABLE client_settings (
     organization_id uuid PRIMARY KEY, link_days int NOT NULL DEFAULT 60 CHECK (link_days BETWEEN 1 AND 365),
     self_sign_up boolean NOT NULL DEFAULT true, version int NOT NULL DEFAULT 1)`,
  ...forced('client_settings'),
  `CREATE POLICY own ON client_settings TO identity_service USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
  `CREATE POLICY gatekeeper ON client_settings FOR SELECT TO identity_gatekeeper USING (true)`,
  `GRANT SELECT, INSERT, UPDATE ON client_settings TO identity_service`,
  `GRANT SELECT ON client_settings TO identity_gatekeeper`,
];

function forced(table: string): string[] {
  return [`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`, `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`];
}
