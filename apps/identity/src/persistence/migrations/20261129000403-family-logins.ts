import { Migration } from '@mikro-orm/migrations';

/** Who was invited to sign in to the account of their family (ID-21). It belongs to no organization: the gatekeeper's alone. */
export class FamilyLogins extends Migration {
  override name = '20261129000403-family-logins';

  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `CREATE TABLE family_invitations (
     id uuid PRIMARY KEY, account_id uuid NOT NULL, person_id uuid NOT NULL, email text NOT NULL, email_key text NOT NULL, name text NOT NULL,
     token_hash text NOT NULL UNIQUE, invited_by uuid NOT NULL, invited_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
     accepted_at timestamptz, withdrawn_at timestamptz, CHECK (num_nonnulls(accepted_at, withdrawn_at) <= 1))`,
  `CREATE UNIQUE INDEX family_invitations_open ON family_invitations (account_id, person_id) WHERE accepted_at IS NULL AND withdrawn_at IS NULL`,
  `ALTER TABLE family_invitations ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE family_invitations FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY gatekeeper ON family_invitations TO identity_gatekeeper USING (true) WITH CHECK (true)`,
  `GRANT SELECT, INSERT, UPDATE (accepted_at, withdrawn_at) ON family_invitations TO identity_gatekeeper`,
  // A login that its owner takes back is gone; who had it may have others.
  `GRANT DELETE ON account_sign_ins TO identity_gatekeeper`,
  `GRANT SELECT (languages) ON organizations TO identity_introducer`,
];
