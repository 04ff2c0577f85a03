import { Migration } from '@mikro-orm/migrations';

const mine = '= ANY ((SELECT app_organizations())::uuid[])';
const myNetwork = '= (SELECT app_federation())';

/**
 * People and accounts are known once in a network; an organization sees those it holds a profile or client of, the
 * federation itself the shared fields of all. The matcher alone looks over the whole network, and never at profiles.
 */
export class PeopleAndAccounts extends Migration {
  override name = '20261122000100-people-and-accounts';

  override up(): void {
    for (const statement of [...tables, ...policies, ...rights]) this.addSql(statement);
  }
}

/** The hottest tables of an import: each index and foreign key here is paid once a row. */
const tables = [
  `CREATE SEQUENCE person_numbers START 1000001`,
  // first_key and last_key are the names as nameKey folds them (IMP-9), written by whoever writes the names.
  `CREATE TABLE people (
     id uuid PRIMARY KEY, network_id uuid NOT NULL, number bigint NOT NULL DEFAULT nextval('person_numbers') UNIQUE,
     first_name text NOT NULL, last_name text NOT NULL, first_key text NOT NULL, last_key text NOT NULL,
     gender text CHECK (gender IN ('M', 'F')), birth_date date,
     made_by uuid NOT NULL, import_id uuid, created_at timestamptz NOT NULL DEFAULT now())`,
  `ALTER SEQUENCE person_numbers OWNED BY people.number`,
  // Holds all that finding candidates looks at, so that it reads the people of one day side by side and no row of the table.
  `CREATE INDEX people_by_birth_date ON people (network_id, birth_date, last_key, first_key) INCLUDE (id)`,
  // Nobody owns an account yet exactly where a placeholder stands for the owner (IMP-7).
  `CREATE TABLE accounts (
     id uuid PRIMARY KEY, network_id uuid NOT NULL, owner_person_id uuid REFERENCES people, owner_label text,
     made_by uuid NOT NULL, import_id uuid, created_at timestamptz NOT NULL DEFAULT now(),
     CHECK ((owner_person_id IS NULL) = (owner_label IS NOT NULL)))`,
  `CREATE INDEX accounts_by_owner ON accounts (owner_person_id)`,
  `CREATE TABLE clients (
     id uuid PRIMARY KEY, organization_id uuid NOT NULL, account_id uuid NOT NULL REFERENCES accounts, owner_key text,
     import_id uuid, created_at timestamptz NOT NULL DEFAULT now(), UNIQUE (organization_id, account_id))`,
  // owner_key repeats the owner's folded full name: a club looks for owners in its own list, however many namesakes the network has.
  `CREATE INDEX clients_by_owner ON clients (organization_id, owner_key) WHERE owner_key IS NOT NULL`,
  `CREATE TABLE account_members (
     account_id uuid NOT NULL REFERENCES accounts, person_id uuid NOT NULL REFERENCES people, network_id uuid NOT NULL,
     PRIMARY KEY (person_id, account_id))`,
  `CREATE INDEX account_members_of_account ON account_members (account_id)`,
  // What one organization holds of a person; no other ever sees it (ID-3).
  `CREATE TABLE profiles (
     organization_id uuid NOT NULL, person_id uuid NOT NULL REFERENCES people,
     address text, city text, province text, postal_code text, country text, phone text, email text, gender text CHECK (gender IN ('M', 'F')),
     PRIMARY KEY (organization_id, person_id))`,
  // Whom an import named, and whether it made them.
  `CREATE TABLE admissions (
     import_id uuid NOT NULL, person_id uuid NOT NULL, organization_id uuid NOT NULL, row int, made boolean NOT NULL,
     PRIMARY KEY (import_id, person_id))`,
];

// Where a policy looks into clients or profiles, it sees the caller's own alone: their policies hold inside it too.
const policies = [
  ...['people', 'accounts', 'clients', 'account_members', 'profiles', 'admissions'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
  ]),
  ...['clients', 'profiles', 'admissions'].map(
    (table) => `CREATE POLICY own ON ${table} TO identity_service USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
  ),
  `CREATE POLICY held ON people FOR SELECT TO identity_service
     USING (network_id ${mine} OR EXISTS (SELECT FROM profiles p WHERE p.person_id = people.id))`,
  `CREATE POLICY held ON accounts FOR SELECT TO identity_service
     USING (EXISTS (SELECT FROM clients c WHERE c.account_id = accounts.id))`,
  `CREATE POLICY held ON account_members FOR SELECT TO identity_service
     USING (EXISTS (SELECT FROM clients c WHERE c.account_id = account_members.account_id))`,
  ...['people', 'accounts'].map(
    (table) => `CREATE POLICY made ON ${table} FOR INSERT TO identity_service WITH CHECK (made_by ${mine} AND network_id ${myNetwork})`,
  ),
  `CREATE POLICY joined ON account_members FOR INSERT TO identity_service
     WITH CHECK (network_id ${myNetwork} AND EXISTS (SELECT FROM clients c WHERE c.account_id = account_members.account_id))`,
  ...['people', 'accounts', 'account_members'].map(
    (table) => `CREATE POLICY network ON ${table} FOR SELECT TO identity_matcher USING (network_id ${myNetwork})`,
  ),
  `CREATE POLICY own_clients ON clients FOR SELECT TO identity_matcher USING (organization_id ${mine})`,
];

const rights = [
  `GRANT USAGE ON SEQUENCE person_numbers TO identity_service`,
  `GRANT SELECT, INSERT ON people, accounts, clients, account_members, profiles, admissions TO identity_service`,
  `GRANT UPDATE (address, city, province, postal_code, country, phone, email, gender) ON profiles TO identity_service`,
  `GRANT SELECT ON people, accounts, clients, account_members TO identity_matcher`,
];
