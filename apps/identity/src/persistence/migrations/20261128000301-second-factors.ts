import { Migration } from '@mikro-orm/migrations';

const tables = ['second_factors', 'recovery_codes'];

/** What shows, besides the password, who signs in. Of no organization: the gatekeeper's alone. */
export class SecondFactors extends Migration {
  override name = '20261128000301-second-factors';

  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `CREATE TABLE second_factors (
     user_id uuid PRIMARY KEY REFERENCES users, key_id text NOT NULL, secret bytea NOT NULL, last_step bigint,
     created_at timestamptz NOT NULL, confirmed_at timestamptz)`,
  `CREATE TABLE recovery_codes (
     user_id uuid NOT NULL REFERENCES second_factors ON DELETE CASCADE, hash text NOT NULL, used_at timestamptz, PRIMARY KEY (user_id, hash))`,
  ...tables.flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY gatekeeper ON ${table} TO identity_gatekeeper USING (true) WITH CHECK (true)`,
  ]),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON second_factors TO identity_gatekeeper`,
  `GRANT SELECT, INSERT, UPDATE (used_at), DELETE ON recovery_codes TO identity_gatekeeper`,
];
