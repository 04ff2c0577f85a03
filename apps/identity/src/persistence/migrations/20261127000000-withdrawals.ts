import { Migration } from '@mikro-orm/migrations';

const mine = '= ANY ((SELECT app_organizations())::uuid[])';
const myNetwork = '= (SELECT app_federation())';

/**
 * What an import made can be withdrawn again (IMP-17): archived, never deleted (ID-22). So that only what nobody used is, each row
 * tells whether somebody edited it, shares it or named it again.
 */
export class Withdrawals extends Migration {
  override name = '20261127000000-withdrawals';

  override up(): void {
    for (const statement of [...columns, ...backfill, ...edits, ...rights, ...claims]) this.addSql(statement);
  }
}

const columns = [
  // Shared: another organization than its maker has it too. Edited: by whom does not matter, when no import did.
  ...['people', 'accounts'].map(
    (table) =>
      `ALTER TABLE ${table} ADD COLUMN archived_at timestamptz, ADD COLUMN edited_at timestamptz, ADD COLUMN shared boolean NOT NULL DEFAULT false`,
  ),
  `ALTER TABLE clients ADD COLUMN archived_at timestamptz`,
  // The import that made the profile, the last one that named the person, and when one last filled its blanks.
  `ALTER TABLE profiles ADD COLUMN archived_at timestamptz, ADD COLUMN edited_at timestamptz, ADD COLUMN import_id uuid,
     ADD COLUMN named_by uuid, ADD COLUMN filled_at timestamptz`,
  // Who is archived is nobody's candidate: matching walks past them without a look.
  `DROP INDEX people_by_birth_date`,
  `CREATE INDEX people_by_birth_date ON people (network_id, birth_date, last_key, first_key) INCLUDE (id) WHERE archived_at IS NULL`,
];

const seenByOwner = ['people', 'accounts', 'clients', 'profiles', 'admissions'];

/** The owner sees rows only while row security is not forced. */
const backfill = [
  ...seenByOwner.map((table) => `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`),
  `UPDATE people SET shared = true
   WHERE EXISTS (SELECT FROM profiles p WHERE p.person_id = people.id AND p.organization_id <> people.made_by)`,
  `UPDATE accounts SET shared = true
   WHERE EXISTS (SELECT FROM clients c WHERE c.account_id = accounts.id AND c.organization_id <> accounts.made_by)`,
  `UPDATE profiles SET import_id = p.import_id FROM people p WHERE p.id = profiles.person_id AND p.made_by = profiles.organization_id`,
  ...seenByOwner.map((table) => `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`),
];

/** Nobody who edits has to remember to say so. What an import fills in is no edit. */
const edits = [
  `CREATE FUNCTION mark_edited() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN NEW.edited_at := now(); RETURN NEW; END $$`,
  editedWhen('people', ['first_name', 'last_name', 'gender', 'birth_date']),
  editedWhen('accounts', ['owner_person_id', 'owner_label']),
  editedWhen(
    'profiles',
    ['address', 'city', 'province', 'postal_code', 'country', 'phone', 'email', 'gender'],
    'NEW.filled_at IS NOT DISTINCT FROM OLD.filled_at AND ',
  ),
];

function editedWhen(table: string, fields: readonly string[], unless = ''): string {
  const of = (row: string) => `(${fields.map((field) => `${row}.${field}`).join(', ')})`;
  return `CREATE TRIGGER edited BEFORE UPDATE ON ${table} FOR EACH ROW
    WHEN (${unless}${of('OLD')} IS DISTINCT FROM ${of('NEW')}) EXECUTE FUNCTION mark_edited()`;
}

const rights = [
  ...['people', 'accounts'].flatMap((table) => [
    `CREATE POLICY archive ON ${table} FOR UPDATE TO identity_service USING (made_by ${mine}) WITH CHECK (made_by ${mine})`,
    `GRANT UPDATE (archived_at) ON ${table} TO identity_service`,
  ]),
  `GRANT UPDATE (archived_at, import_id, owner_key) ON clients TO identity_service`,
  `GRANT UPDATE (archived_at, edited_at, import_id, named_by, filled_at) ON profiles TO identity_service`,
];

/**
 * Whoever takes in people and accounts that are known already claims them first: from then until the claim is committed nobody
 * withdraws them, what was withdrawn a moment ago is back, and what another organization made is shared from now on. A function,
 * because their maker's policies would let no other organization write any of this.
 */
const claims = [
  ...['people', 'accounts'].map(
    (table) => `CREATE POLICY claim ON ${table} TO identity_owner USING (network_id ${myNetwork}) WITH CHECK (network_id ${myNetwork})`,
  ),
  `CREATE FUNCTION claim_known(person_ids uuid[], account_ids uuid[]) RETURNS void
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
   BEGIN
     ${['people', 'accounts'].map(claimIn).join('\n')}
   END $$`,
  `REVOKE EXECUTE ON FUNCTION claim_known FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION claim_known TO identity_service`,
];

function claimIn(table: string): string {
  const ids = table === 'people' ? 'person_ids' : 'account_ids';
  return `PERFORM FROM ${table} WHERE id = ANY (${ids}) ORDER BY id FOR KEY SHARE;
     UPDATE ${table} SET archived_at = NULL, shared = shared OR made_by <> ALL (app_organizations())
     WHERE id = ANY (${ids}) AND (archived_at IS NOT NULL OR (NOT shared AND made_by <> ALL (app_organizations())));`;
}
