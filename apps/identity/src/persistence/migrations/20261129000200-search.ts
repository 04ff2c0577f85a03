import { Migration } from '@mikro-orm/migrations';

const mine = '= ANY ((SELECT app_organizations())::uuid[])';
const myNetwork = '= (SELECT app_federation())';

/**
 * What people are searched by (ID-16), beside people and not in them: written a moment after they came or changed, and only for the
 * networks that search. Who may search a whole network, and how often one did.
 */
export class Search extends Migration {
  override name = '20261129000200-search';

  override up(): void {
    for (const statement of [...tables, ...policies, ...rights, ...following, ...network]) this.addSql(statement);
  }
}

/**
 * A key is a hash of whose list (an organization's own, or the network's under the id of the federation) and of a word, of two words
 * or of a birth date; equality may use an index below a policy, likeness may not. Everything is read from the indexes alone.
 */
const tables = [
  // Filling goes through the people of the network by number, then through each organization's profiles.
  `CREATE TABLE search_networks (
     network_id uuid PRIMARY KEY, entered_at timestamptz NOT NULL DEFAULT now(), people_to bigint DEFAULT 0, profiles_of uuid, profiles_to uuid,
     filled_at timestamptz)`,
  `CREATE TABLE search_names (network_id uuid NOT NULL, key bigint NOT NULL, number bigint NOT NULL, PRIMARY KEY (network_id, key, number))`,
  // The words of all names of a network, under what they may be mistaken for.
  `CREATE TABLE search_words (
     network_id uuid NOT NULL, key bigint NOT NULL, word text COLLATE "C" NOT NULL, PRIMARY KEY (network_id, key, word))`,
  // An address or phone as one organization holds it, by how it begins. Told to nobody (ID-3): it only finds.
  `CREATE TABLE search_contacts (
     network_id uuid NOT NULL, scope_id uuid NOT NULL, value text COLLATE "C" NOT NULL, number bigint NOT NULL,
     PRIMARY KEY (scope_id, value, number))`,
  `CREATE INDEX search_contacts_of_network ON search_contacts (network_id, value, number)`,
  // What is kept of somebody in a list now, so that it can be taken out again.
  `CREATE TABLE search_entries (
     network_id uuid NOT NULL, number bigint NOT NULL, scope_id uuid NOT NULL, terms text[] NOT NULL, contacts text[] NOT NULL,
     PRIMARY KEY (number, scope_id))`,
  // Who came or changed: in one organization's list, or, without one, in all.
  `CREATE TABLE people_to_search (
     network_id uuid NOT NULL, person_id uuid NOT NULL, organization_id uuid, queued_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE INDEX people_to_search_of_network ON people_to_search (network_id, queued_at)`,
];

const names = ['search_networks', 'search_names', 'search_words', 'search_contacts', 'search_entries', 'people_to_search'];

const policies = [
  ...names.flatMap(forced),
  ...names.map(
    (table) =>
      `CREATE POLICY network ON ${table} TO identity_searcher USING (network_id ${myNetwork}) WITH CHECK (network_id ${myNetwork})`,
  ),
  ...['search_networks', 'people_to_search'].map(
    (table) => `CREATE POLICY followed ON ${table} TO identity_owner USING (true) WITH CHECK (true)`,
  ),
  `CREATE POLICY search ON people FOR SELECT TO identity_searcher USING (network_id ${myNetwork})`,
  `CREATE POLICY search ON organizations FOR SELECT TO identity_searcher USING (coalesce(federation_id, id) ${myNetwork})`,
  `CREATE POLICY search ON profiles FOR SELECT TO identity_searcher USING (organization_id IN (SELECT o.id FROM organizations o))`,
];

const rights = [
  `GRANT SELECT, UPDATE (people_to, profiles_of, profiles_to, filled_at) ON search_networks TO identity_searcher`,
  `GRANT SELECT, INSERT, DELETE ON search_names, search_words, search_contacts TO identity_searcher`,
  `GRANT SELECT, INSERT, DELETE, UPDATE (terms, contacts) ON search_entries TO identity_searcher`,
  `GRANT SELECT, DELETE, UPDATE (queued_at) ON people_to_search TO identity_searcher`, // Locking a row needs the right to change it.
  `GRANT SELECT (id, network_id, number, first_name, last_name, first_key, last_key, birth_date, archived_at) ON people TO identity_searcher`,
  `GRANT SELECT (id, federation_id) ON organizations TO identity_searcher`,
  `GRANT SELECT (organization_id, person_id, email_key, phone, archived_at) ON profiles TO identity_searcher`,
];

const definer = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp';
const byKey = ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'material'].map((way) => `SET enable_${way} = off`).join(' ');
const searched = 'network_id IN (SELECT n.network_id FROM search_networks n)';

/** Nobody who adds or edits people has to think of it; where nobody searches it costs one look at an empty table a statement. */
const following = [
  `CREATE FUNCTION search_people_added() RETURNS trigger ${definer} AS $$
   BEGIN
     IF EXISTS (SELECT FROM search_networks) THEN
       INSERT INTO people_to_search (network_id, person_id) SELECT a.network_id, a.id FROM added a WHERE a.${searched};
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE FUNCTION search_person_changed() RETURNS trigger ${definer} AS $$
   BEGIN
     INSERT INTO people_to_search (network_id, person_id) SELECT NEW.network_id, NEW.id WHERE NEW.${searched};
     RETURN NULL;
   END $$`,
  `CREATE FUNCTION search_profiles_changed() RETURNS trigger ${definer} ${byKey} AS $$
   BEGIN
     IF EXISTS (SELECT FROM search_networks) THEN
       INSERT INTO people_to_search (network_id, person_id, organization_id)
       SELECT p.network_id, c.person_id, c.organization_id FROM changed c JOIN people p ON p.id = c.person_id WHERE p.${searched};
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE FUNCTION search_profile_changed() RETURNS trigger ${definer} ${byKey} AS $$
   BEGIN
     IF EXISTS (SELECT FROM search_networks) THEN
       INSERT INTO people_to_search (network_id, person_id, organization_id)
       SELECT DISTINCT p.network_id, c.person_id, c.organization_id
       FROM (VALUES (OLD.person_id, OLD.organization_id), (NEW.person_id, NEW.organization_id)) AS c (person_id, organization_id)
       JOIN people p ON p.id = c.person_id WHERE p.${searched};
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER to_search_added AFTER INSERT ON people REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION search_people_added()`,
  `CREATE TRIGGER to_search_changed AFTER UPDATE ON people FOR EACH ROW
     WHEN ((OLD.first_key, OLD.last_key, OLD.birth_date, OLD.archived_at) IS DISTINCT FROM (NEW.first_key, NEW.last_key, NEW.birth_date, NEW.archived_at))
     EXECUTE FUNCTION search_person_changed()`,
  `CREATE TRIGGER to_search_added AFTER INSERT ON profiles REFERENCING NEW TABLE AS changed
     FOR EACH STATEMENT EXECUTE FUNCTION search_profiles_changed()`,
  `CREATE TRIGGER to_search_removed AFTER DELETE ON profiles REFERENCING OLD TABLE AS changed
     FOR EACH STATEMENT EXECUTE FUNCTION search_profiles_changed()`,
  `CREATE TRIGGER to_search_changed AFTER UPDATE ON profiles FOR EACH ROW
     WHEN ((OLD.organization_id, OLD.person_id, OLD.email, OLD.phone, OLD.archived_at)
       IS DISTINCT FROM (NEW.organization_id, NEW.person_id, NEW.email, NEW.phone, NEW.archived_at))
     EXECUTE FUNCTION search_profile_changed()`,
  // Waits for whoever is adding people at this moment: from then on everybody new is queued, and who was there before is to be filled in.
  `CREATE FUNCTION enter_search_network() RETURNS boolean ${definer} AS $$
   BEGIN
     IF app_federation() IS NULL OR EXISTS (SELECT FROM search_networks WHERE network_id = app_federation()) THEN RETURN false; END IF;
     LOCK TABLE people, profiles IN SHARE MODE;
     INSERT INTO search_networks (network_id) VALUES (app_federation()) ON CONFLICT DO NOTHING;
     RETURN true;
   END $$`,
  // Networks with work; their ids and nothing else.
  `CREATE FUNCTION networks_to_search() RETURNS SETOF uuid ${definer} STABLE AS $$
   BEGIN
     RETURN QUERY SELECT n.network_id FROM search_networks n
       WHERE n.filled_at IS NULL OR EXISTS (SELECT FROM people_to_search q WHERE q.network_id = n.network_id);
   END $$`,
  ...['enter_search_network()', 'networks_to_search()'].flatMap((name) => [
    `REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${name} TO identity_service, identity_searcher`,
  ]),
];

/** The parent decides which organizations may search (ID-16): no row, not allowed. */
const network = [
  `CREATE TABLE network_searchers (
     organization_id uuid PRIMARY KEY REFERENCES organizations, federation_id uuid NOT NULL, allowed boolean NOT NULL, version int NOT NULL,
     changed_at timestamptz NOT NULL)`,
  ...forced('network_searchers'),
  `CREATE POLICY decide ON network_searchers TO identity_service USING (federation_id ${mine}) WITH CHECK (federation_id ${mine})`,
  `CREATE POLICY seen ON network_searchers FOR SELECT TO identity_service USING (organization_id ${mine})`,
  `GRANT SELECT, INSERT, UPDATE (allowed, version, changed_at) ON network_searchers TO identity_service`,
  `CREATE TABLE network_searches (
     organization_id uuid NOT NULL, hour timestamptz NOT NULL, searches int NOT NULL, strangers int NOT NULL, PRIMARY KEY (organization_id, hour))`,
  ...forced('network_searches'),
  `CREATE POLICY own ON network_searches TO identity_service USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
  `GRANT SELECT, INSERT, UPDATE (searches, strangers), DELETE ON network_searches TO identity_service`,
];

function forced(table: string): string[] {
  return [`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`, `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`];
}
