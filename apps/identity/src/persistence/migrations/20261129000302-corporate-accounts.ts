import { Migration } from '@mikro-orm/migrations';

const mine = '= ANY ((SELECT app_organizations())::uuid[])';

/** Accounts that stand for an organization (ID-7): where they are written to, and who has access. */
export class CorporateAccounts extends Migration {
  override name = '20261129000302-corporate-accounts';

  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // It is called by its `owner_label`, as accounts are that no person owns.
  `CREATE TABLE corporate_accounts (
     organization_id uuid NOT NULL, account_id uuid NOT NULL, email text NOT NULL, language text CHECK (language IN ('en', 'fr', 'nl')),
     version int NOT NULL DEFAULT 1, PRIMARY KEY (organization_id, account_id), UNIQUE (account_id),
     FOREIGN KEY (organization_id, account_id) REFERENCES clients (organization_id, account_id))`,
  `CREATE TABLE corporate_usernames (
     id uuid PRIMARY KEY, organization_id uuid NOT NULL, account_id uuid NOT NULL, name text NOT NULL, username text NOT NULL,
     how text NOT NULL CHECK (how IN ('activation', 'link')), given_by text NOT NULL, given_at timestamptz NOT NULL,
     activation_id uuid, user_id uuid REFERENCES users ON DELETE CASCADE, active_at timestamptz, withdrawn_at timestamptz,
     FOREIGN KEY (organization_id, account_id) REFERENCES corporate_accounts, CHECK ((user_id IS NULL) = (active_at IS NULL)))`,
  `CREATE INDEX corporate_usernames_of_account ON corporate_usernames (organization_id, account_id, id)`,
  `CREATE UNIQUE INDEX corporate_usernames_once ON corporate_usernames (account_id, username) WHERE withdrawn_at IS NULL`,
  ...['corporate_accounts', 'corporate_usernames'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY own ON ${table} TO identity_service USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
  ]),
  `GRANT SELECT, INSERT, UPDATE (email, language, version) ON corporate_accounts TO identity_service`,
  // Whose sign-in it is stays unseen, as with users and clients: an organization sees the username.
  `GRANT SELECT (id, organization_id, account_id, name, username, how, given_at, activation_id, active_at, withdrawn_at),
     INSERT (id, organization_id, account_id, name, username, how, given_by, given_at), UPDATE (activation_id, how, withdrawn_at)
     ON corporate_usernames TO identity_service`,
  `CREATE POLICY gatekeeper ON corporate_usernames TO identity_gatekeeper USING (true) WITH CHECK (true)`,
  `GRANT SELECT, UPDATE (username, user_id, active_at) ON corporate_usernames TO identity_gatekeeper`,
  // Several people sign in to a corporate account, and none of them is a member of it.
  `ALTER TABLE account_sign_ins DROP CONSTRAINT account_sign_ins_pkey, DROP CONSTRAINT account_sign_ins_user_id_account_id_key`,
  `ALTER TABLE account_sign_ins ALTER COLUMN person_id DROP NOT NULL, ADD PRIMARY KEY (user_id, account_id), ADD UNIQUE (account_id, person_id)`,
  `GRANT DELETE ON account_sign_ins TO identity_gatekeeper`,
  `ALTER TABLE activations ALTER COLUMN person_id DROP NOT NULL`,
  `GRANT SELECT (owner_label) ON accounts TO identity_introducer`,
];
