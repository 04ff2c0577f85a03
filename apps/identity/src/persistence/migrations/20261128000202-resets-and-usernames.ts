import { Migration } from '@mikro-orm/migrations';

/** Passwords forgotten and usernames changed. Of no organization: the gatekeeper's alone. */
export class ResetsAndUsernames extends Migration {
  override name = '20261128000202-resets-and-usernames';

  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const tables = ['reset_requests', 'password_resets', 'username_changes'];

const statements = [
  // What somebody asked for, before anybody looked whether the address is known: asking takes as long for every address.
  `CREATE TABLE reset_requests (
     id uuid PRIMARY KEY, email_key text NOT NULL, language text NOT NULL CHECK (language IN ('en', 'fr', 'nl')), requested_at timestamptz NOT NULL)`,
  `CREATE TABLE password_resets (
     id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users, token_hash text NOT NULL UNIQUE, requested_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL, used_at timestamptz, voided_at timestamptz, CHECK (num_nonnulls(used_at, voided_at) <= 1))`,
  `CREATE UNIQUE INDEX password_resets_open ON password_resets (user_id) WHERE used_at IS NULL AND voided_at IS NULL`,
  `CREATE TABLE username_changes (
     user_id uuid PRIMARY KEY REFERENCES users, email_key text NOT NULL, code_hash text NOT NULL, tries int NOT NULL, expires_at timestamptz NOT NULL)`,
  ...tables.flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY gatekeeper ON ${table} TO identity_gatekeeper USING (true) WITH CHECK (true)`,
  ]),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON reset_requests TO identity_gatekeeper`,
  `GRANT SELECT, INSERT, UPDATE (used_at, voided_at) ON password_resets TO identity_gatekeeper`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON username_changes TO identity_gatekeeper`,
  `GRANT UPDATE (email_key) ON users TO identity_gatekeeper`,
];
