import { Migration } from '@mikro-orm/migrations';

const mine = '= ANY ((SELECT app_organizations())::uuid[])';
const myNetwork = '= (SELECT app_federation())';

/**
 * What the matching engine looks people up by, what it learnt of a network, and whom it found twice. Keys are kept for the networks
 * that look for anybody: a network enters by its first question, and imports of all others pay nothing for it.
 */
export class Matching extends Migration {
  override name = '20261128000100-matching';

  override up(): void {
    for (const statement of [...tables, ...policies, ...rights, ...following]) this.addSql(statement);
  }
}

const tables = [
  `CREATE TABLE match_networks (network_id uuid PRIMARY KEY, entered_at timestamptz NOT NULL DEFAULT now(), filled_at timestamptz)`,
  // A key is a hash of how somebody's names sound and when they were born; born as yyyymmdd, 0 for unknown. Read from the index alone.
  `CREATE TABLE match_keys (
     network_id uuid NOT NULL, key int NOT NULL, number bigint NOT NULL, born int NOT NULL,
     PRIMARY KEY (network_id, key, number) INCLUDE (born))`,
  // Whose keys are to be written, and by what they were found until now.
  `CREATE TABLE people_to_key (
     network_id uuid NOT NULL, person_id uuid NOT NULL, queued_at timestamptz NOT NULL DEFAULT now(),
     first_key text, last_key text, birth_date date)`,
  `CREATE INDEX people_to_key_of_network ON people_to_key (network_id, queued_at)`,
  `CREATE TABLE match_models (
     network_id uuid NOT NULL, version int NOT NULL CHECK (version > 0), made_at timestamptz NOT NULL DEFAULT now(), model jsonb NOT NULL,
     PRIMARY KEY (network_id, version))`,
  // One row a pair and organization: what one of them may compare, another may not. Ids in order, so that a pair is there once.
  `CREATE TABLE possible_duplicates (
     id uuid PRIMARY KEY, organization_id uuid NOT NULL, person_id uuid NOT NULL, other_id uuid NOT NULL CHECK (person_id < other_id),
     score int NOT NULL, because jsonb NOT NULL, certain boolean NOT NULL, model_version int NOT NULL, found_at timestamptz NOT NULL,
     state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'later', 'not-the-same', 'merged')), later_until timestamptz,
     decided_at timestamptz, decided_by text, version int NOT NULL DEFAULT 1,
     UNIQUE (organization_id, person_id, other_id),
     CHECK ((state = 'later') = (later_until IS NOT NULL)), CHECK ((state = 'open') = (decided_at IS NULL)))`,
  `CREATE TABLE duplicate_searches (
     id uuid PRIMARY KEY, organization_id uuid NOT NULL, looked int NOT NULL DEFAULT 0, found int NOT NULL DEFAULT 0,
     started_at timestamptz NOT NULL, finished_at timestamptz)`,
  `CREATE INDEX possible_duplicates_listed ON possible_duplicates (organization_id, score DESC, id)`,
];

const names = ['match_networks', 'match_keys', 'people_to_key', 'match_models', 'possible_duplicates', 'duplicate_searches'];

const policies = [
  ...names.flatMap((table) => [`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`, `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`]),
  ...['match_networks', 'match_keys', 'people_to_key', 'match_models'].map(
    (table) => `CREATE POLICY network ON ${table} TO identity_matcher USING (network_id ${myNetwork}) WITH CHECK (network_id ${myNetwork})`,
  ),
  ...['possible_duplicates', 'duplicate_searches'].map(
    (table) => `CREATE POLICY own ON ${table} TO identity_service USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
  ),
  // The functions below work for their caller's network, whose role has no such right.
  ...['match_networks', 'people_to_key'].map(
    (table) => `CREATE POLICY followed ON ${table} TO identity_owner USING (true) WITH CHECK (true)`,
  ),
];

const rights = [
  `GRANT SELECT, INSERT, UPDATE (born), DELETE ON match_keys TO identity_matcher`,
  `GRANT SELECT, UPDATE (queued_at), DELETE ON people_to_key TO identity_matcher`, // Locking a row needs the right to change it.,
  `GRANT SELECT, UPDATE (filled_at) ON match_networks TO identity_matcher`,
  `GRANT SELECT, INSERT ON match_models TO identity_matcher`,
  `GRANT SELECT, INSERT, UPDATE (score, because, certain, model_version, found_at, state, later_until, decided_at, decided_by, version)
     ON possible_duplicates TO identity_service`,
  `GRANT SELECT, INSERT, UPDATE (looked, found, finished_at) ON duplicate_searches TO identity_service`,
];

const definer = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp';

/** Nobody who adds or edits people has to think of the keys. */
const following = [
  `CREATE FUNCTION queue_added() RETURNS trigger ${definer} AS $$
   BEGIN
     INSERT INTO people_to_key (network_id, person_id)
     SELECT a.network_id, a.id FROM added a WHERE a.network_id IN (SELECT network_id FROM match_networks);
     RETURN NULL;
   END $$`,
  `CREATE FUNCTION queue_changed() RETURNS trigger ${definer} AS $$
   BEGIN
     INSERT INTO people_to_key (network_id, person_id, first_key, last_key, birth_date)
     SELECT OLD.network_id, OLD.id, OLD.first_key, OLD.last_key, OLD.birth_date
     WHERE OLD.network_id IN (SELECT network_id FROM match_networks);
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER to_key_added AFTER INSERT ON people REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION queue_added()`,
  `CREATE TRIGGER to_key_changed AFTER UPDATE OF first_key, last_key, birth_date ON people FOR EACH ROW
     WHEN ((OLD.first_key, OLD.last_key, OLD.birth_date) IS DISTINCT FROM (NEW.first_key, NEW.last_key, NEW.birth_date))
     EXECUTE FUNCTION queue_changed()`,
  // Waits for whoever is adding people at this moment: from then on everybody new is queued, and who was there before is to be filled in.
  `CREATE FUNCTION enter_match_network() RETURNS boolean ${definer} AS $$
   BEGIN
     IF app_federation() IS NULL OR EXISTS (SELECT FROM match_networks WHERE network_id = app_federation()) THEN RETURN false; END IF;
     LOCK TABLE people IN SHARE MODE;
     INSERT INTO match_networks (network_id) VALUES (app_federation()) ON CONFLICT DO NOTHING;
     RETURN true;
   END $$`,
  // Networks with work, for whoever keeps the keys of all; their ids and nothing else.
  `CREATE FUNCTION networks_to_key() RETURNS SETOF uuid ${definer} STABLE AS $$
   BEGIN
     RETURN QUERY SELECT n.network_id FROM match_networks n
       WHERE n.filled_at IS NULL OR EXISTS (SELECT FROM people_to_key q WHERE q.network_id = n.network_id);
   END $$`,
  ...['enter_match_network()', 'networks_to_key()'].flatMap((name) => [
    `REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${name} TO identity_service, identity_matcher`,
  ]),
];
