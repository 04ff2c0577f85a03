import { Migration } from '@mikro-orm/migrations';
import { mergerReaches } from '../merge-reach.js';

const mine = '= ANY ((SELECT app_organizations())::uuid[])';
const ofNetwork = (column: string): string =>
  `(${column} = (SELECT app_federation()) OR ((SELECT app_federation()) IS NULL AND ${column} ${mine}))`;

/**
 * Two people made one, and what was where (ID-24). The merger alone writes it: over the network, for what other organizations hold
 * of the two moves too. Of a merge an organization sees its own; who else it touched nobody is told.
 */
export class Merges extends Migration {
  override name = '20261129000100-merges';

  override up(): void {
    for (const statement of [...closed, ...merges, ...extraEmails, ...reach, ...claims]) this.addSql(statement);
  }
}

/** Who is closed is archived as well: whoever walks past what is archived walks past them too. */
const closed = [
  `ALTER TABLE people ADD COLUMN merged_into uuid, ADD CHECK (merged_into IS NULL OR (archived_at IS NOT NULL AND merged_into <> id))`,
  `ALTER TABLE accounts ADD COLUMN merged_into uuid, ADD CHECK (merged_into IS NULL OR (archived_at IS NOT NULL AND merged_into <> id))`,
];

const merges = [
  `CREATE TABLE merges (
     id uuid PRIMARY KEY, organization_id uuid NOT NULL, network_id uuid NOT NULL, survivor_id uuid NOT NULL, closed_id uuid NOT NULL,
     keep_username_of text NOT NULL CHECK (keep_username_of IN ('survivor', 'closed')), accounts jsonb NOT NULL,
     state text NOT NULL DEFAULT 'moving' CHECK (state IN ('moving', 'merged', 'splitting', 'undone')),
     merged_at timestamptz(3) NOT NULL, merged_by text NOT NULL, undone_at timestamptz(3), undone_by text, give_back uuid[] NOT NULL DEFAULT '{}',
     CHECK (survivor_id <> closed_id), CHECK ((undone_at IS NULL) = (state IN ('moving', 'merged'))))`,
  `CREATE INDEX merges_listed ON merges (organization_id, merged_at, id)`,
  `CREATE UNIQUE INDEX merges_of_closed ON merges (closed_id) WHERE state <> 'undone'`,
  `CREATE INDEX merges_of_survivor ON merges (survivor_id)`,
  // What of a merge is of other organizations too, and how far it is.
  `CREATE TABLE merge_reach (
     merge_id uuid PRIMARY KEY REFERENCES merges, network_id uuid NOT NULL, organizations uuid[] NOT NULL, accounts jsonb NOT NULL,
     clients jsonb NOT NULL, holdings_moved_at timestamptz, books_joined_at timestamptz, books_split_at timestamptz,
     holdings_returned_at timestamptz, clients_in_use uuid[] NOT NULL DEFAULT '{}',
     sale_ids uuid[] NOT NULL DEFAULT '{}')`,
  // What was where: read backwards it makes two of one again.
  `CREATE TABLE merge_changes (
     merge_id uuid NOT NULL REFERENCES merges, position int NOT NULL, network_id uuid NOT NULL, change jsonb NOT NULL,
     PRIMARY KEY (merge_id, position))`,
  ...['merges', 'merge_reach', 'merge_changes'].flatMap((table) => [
    ...forced(table),
    `CREATE POLICY network ON ${table} TO identity_merger USING (${ofNetwork('network_id')}) WITH CHECK (${ofNetwork('network_id')})`,
    `GRANT SELECT, INSERT ON ${table} TO identity_merger`,
  ]),
  `GRANT UPDATE (state, undone_at, undone_by, give_back) ON merges TO identity_merger`,
  `GRANT UPDATE (holdings_moved_at, books_joined_at, books_split_at, holdings_returned_at, clients_in_use, sale_ids) ON merge_reach TO identity_merger`,
  `GRANT DELETE ON merge_changes TO identity_merger`, // What was where is erased with the person.
  `CREATE POLICY own ON merges FOR SELECT TO identity_service USING (organization_id ${mine})`,
  `GRANT SELECT ON merges TO identity_service`,
  // Whoever merged two goes on seeing who was closed; everybody else is led to the survivor, if they hold that one.
  `CREATE POLICY closed ON people FOR SELECT TO identity_service
     USING (merged_into IS NOT NULL AND EXISTS (SELECT FROM merges m WHERE m.closed_id = people.id))`,
  // Where a closed id leads: the living one at the end, if the caller sees that one.
  `CREATE FUNCTION survivor_of(closed_ids uuid[]) RETURNS TABLE (closed_id uuid, person_id uuid, account_id uuid) ${definer()} STABLE AS $$
   BEGIN
     RETURN QUERY
       WITH RECURSIVE led (closed_id, next) AS (
         SELECT p.id, p.merged_into FROM people p WHERE p.id = ANY (closed_ids) AND p.merged_into IS NOT NULL
         UNION ALL SELECT led.closed_id, p.merged_into FROM led JOIN people p ON p.id = led.next WHERE p.merged_into IS NOT NULL)
       SELECT led.closed_id, led.next, NULL::uuid FROM led JOIN people p ON p.id = led.next WHERE p.merged_into IS NULL;
     RETURN QUERY
       WITH RECURSIVE led (closed_id, next) AS (
         SELECT a.id, a.merged_into FROM accounts a WHERE a.id = ANY (closed_ids) AND a.merged_into IS NOT NULL
         UNION ALL SELECT led.closed_id, a.merged_into FROM led JOIN accounts a ON a.id = led.next WHERE a.merged_into IS NOT NULL)
       SELECT led.closed_id, NULL::uuid, led.next FROM led JOIN accounts a ON a.id = led.next WHERE a.merged_into IS NULL;
   END $$`,
  ...['people', 'accounts'].map((table) => `CREATE POLICY led ON ${table} FOR SELECT TO identity_owner USING (${ofNetwork('network_id')})`),
  `REVOKE EXECUTE ON FUNCTION survivor_of FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION survivor_of TO identity_service, identity_matcher, identity_merger`,
];

/** Addresses an organization held of the closed person besides the survivor's own. */
const extraEmails = [
  `CREATE TABLE extra_emails (
     organization_id uuid NOT NULL, person_id uuid NOT NULL, email text NOT NULL,
     email_key text NOT NULL GENERATED ALWAYS AS (lower(normalize(email, NFKC))) STORED, added_at timestamptz(3) NOT NULL,
     PRIMARY KEY (organization_id, person_id, email_key))`,
  `CREATE INDEX extra_emails_by_email ON extra_emails (email_key)`,
  ...forced('extra_emails'),
  `CREATE POLICY own ON extra_emails TO identity_service USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
  `GRANT SELECT ON extra_emails TO identity_service`,
  `CREATE POLICY introduce ON extra_emails FOR SELECT TO identity_introducer USING (true)`,
  `GRANT SELECT ON extra_emails TO identity_introducer`,
];

/** Rows of a network, by the person or account they are about. */
const byPerson = ['profiles', 'withheld_profiles', 'pictures', 'admissions', 'extra_emails', 'possible_duplicates'];
const byAccount = ['clients', 'account_sign_ins', 'activations', 'invitations'];

const reach = [
  ...['people', 'accounts'].map(
    (table) =>
      `CREATE POLICY merge ON ${table} TO identity_merger USING (${ofNetwork('network_id')}) WITH CHECK (${ofNetwork('network_id')})`,
  ),
  `CREATE POLICY merge ON account_members TO identity_merger USING (${ofNetwork('network_id')}) WITH CHECK (${ofNetwork('network_id')})`,
  ...byPerson.flatMap((table) => mergerReaches(table, 'person')),
  ...byAccount.flatMap((table) => mergerReaches(table, 'account')),
  `GRANT SELECT ON people, accounts TO identity_merger`,
  `GRANT UPDATE (birth_date, gender, archived_at, edited_at, shared, merged_into) ON people TO identity_merger`,
  `GRANT UPDATE (owner_person_id, archived_at, edited_at, shared, merged_into) ON accounts TO identity_merger`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON account_members TO identity_merger`,
  // A sign-in that was put away comes back under the username it has by then.
  `CREATE POLICY merge ON users FOR SELECT TO identity_merger USING (true)`,
  `GRANT SELECT (id, email_key) ON users TO identity_merger`,
];

/**
 * Whoever is claimed while they are closed: the claim was planned before, and is planned anew with whom they are by now. The error is
 * the one after which a transaction runs again.
 */
const claims = [
  `CREATE FUNCTION refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION '% was merged meanwhile', NEW.id USING ERRCODE = 'serialization_failure';
   END $$`,
  ...['people', 'accounts'].map(
    (table) => `CREATE TRIGGER closed BEFORE UPDATE OF archived_at ON ${table} FOR EACH ROW
      WHEN (NEW.merged_into IS NOT NULL AND NEW.archived_at IS NULL) EXECUTE FUNCTION refuse_closed()`,
  ),
];

function definer(): string {
  return 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp';
}

function forced(table: string): string[] {
  return [`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`, `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`];
}
