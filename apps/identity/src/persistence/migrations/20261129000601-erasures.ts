import { Migration } from '@mikro-orm/migrations';
import { eraserRights, ofOrganization, sweeperRights } from '#platform/personal-data/eraser-rights';

const mine = ofOrganization();
const me = `(SELECT split_part(app_caller(), '/', 2))`;
const erased = (ids: string): string => `= ANY ((SELECT ${ids} FROM person_erasures WHERE 'erase-person:' || id = ${me})::uuid[])`;

/**
 * Erasures of people. The narrow role `eraser` sees what the organizations of a flow hold, and of what is shared the people, accounts and
 * sign-ins that this flow erases. Whoever is erased stays erased: nothing takes them in again.
 */
export class Erasures extends Migration {
  override name = '20261129000601-erasures';

  override up(): void {
    for (const statement of [...erasures, ...columns, ...rights]) this.addSql(statement);
  }
}

const erasures = [
  `CREATE TABLE person_erasures (
     id uuid PRIMARY KEY, organization_id uuid, user_id uuid, person_id uuid NOT NULL, person_ids uuid[] NOT NULL, account_ids uuid[] NOT NULL,
     user_ids uuid[] NOT NULL, organization_ids uuid[] NOT NULL, subject jsonb NOT NULL, everywhere boolean NOT NULL,
     state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'refused', 'erased')), done text[] NOT NULL DEFAULT '{}',
     obstacles jsonb NOT NULL DEFAULT '[]', left_behind jsonb NOT NULL DEFAULT '[]', requested_at timestamptz(3) NOT NULL, finished_at timestamptz,
     CHECK (num_nonnulls(organization_id, user_id) = 1), CHECK ((state = 'running') = (finished_at IS NULL)))`,
  `CREATE INDEX person_erasures_of_organization ON person_erasures (organization_id, requested_at, id) WHERE organization_id IS NOT NULL`,
  `ALTER TABLE person_erasures ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE person_erasures FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY asked ON person_erasures TO identity_eraser
     USING (organization_id = ANY ((SELECT app_organizations())::uuid[]) OR user_id::text = ${me} OR 'erase-person:' || id = ${me})`,
  `GRANT SELECT, INSERT, UPDATE (state, done, obstacles, left_behind, finished_at) ON person_erasures TO identity_eraser`,
];

const columns = [
  ...['people', 'accounts'].map((table) => `ALTER TABLE ${table} ADD COLUMN erased_at timestamptz`),
  `CREATE FUNCTION keep_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$`,
  ...['people', 'accounts'].map(
    (table) =>
      `CREATE TRIGGER erased_for_good BEFORE UPDATE ON ${table} FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL) EXECUTE FUNCTION keep_erased()`,
  ),
  `GRANT SELECT (erased_at) ON people, accounts TO identity_introducer`,
  `GRANT SELECT (merged_into) ON people TO identity_introducer`,
];

const ofUser = { of: `user_id ${erased('user_ids')}`, deletes: true } as const;
const ofPerson = `person_id ${erased('person_ids')}`;

const rights = [
  ...eraserRights('identity', {
    people: {
      of: `id ${erased('person_ids')}`,
      empties: ['first_name', 'last_name', 'first_key', 'last_key', 'gender', 'birth_date', 'archived_at', 'erased_at', 'shared'],
    },
    accounts: { of: `id ${erased('account_ids')}`, empties: ['archived_at', 'erased_at', 'shared'] },
    clients: { of: mine, empties: ['archived_at', 'owner_key'] },
    profiles: {
      of: mine,
      empties: [
        'address',
        'city',
        'province',
        'postal_code',
        'country',
        'phone',
        'email',
        'gender',
        'gender_undisclosed',
        'language',
        'archived_at',
      ],
    },
    withheld_profiles: { of: mine, deletes: true },
    contacts: { of: mine, deletes: true },
    form_answers: { of: mine, deletes: true },
    extra_emails: { of: mine, deletes: true },
    merges: { of: `survivor_id ${erased('person_ids')} OR closed_id ${erased('person_ids')}` },
    merge_changes: { of: `EXISTS (SELECT FROM merges m WHERE m.id = merge_id)`, deletes: true },
    activations: { of: mine, deletes: true },
    invitations: { of: mine, deletes: true },
    letters: { of: mine, deletes: true },
    possible_duplicates: { of: mine, deletes: true },
    person_exports: { of: `${mine} OR user_id ${erased('user_ids')}`, deletes: true },
    pictures: { of: ofPerson, deletes: true },
    account_sign_ins: { of: ofPerson, deletes: true },
    family_invitations: { of: ofPerson, deletes: true },
    corporate_usernames: ofUser,
    sessions: ofUser,
    second_factors: ofUser,
    recovery_codes: ofUser,
    provider_links: ofUser,
    password_resets: ofUser,
    username_changes: ofUser,
    provider_flows: { of: `linking_user_id ${erased('user_ids')} OR proven_user_id ${erased('user_ids')}`, deletes: true },
    refresh_tokens: { of: `EXISTS (SELECT FROM sessions s WHERE s.id = session_id)`, deletes: true },
    sign_up_codes: { of: `EXISTS (SELECT FROM users u WHERE u.email_key = sign_up_codes.email_key)`, deletes: true },
    users: { of: `id ${erased('user_ids')}`, deletes: true },
  }),
  ...sweeperRights('identity', {
    withheld_profiles: 'delete',
    letters: 'delete',
    activations: 'delete',
    invitations: 'delete',
    picture_pieces: 'delete',
    sessions: 'delete',
    refresh_tokens: 'delete',
    second_factors: 'delete',
    recovery_codes: 'delete',
    password_resets: 'delete',
    reset_requests: 'delete',
    username_changes: 'delete',
    sign_up_codes: 'delete',
    sign_in_failures: 'delete',
    letters_asked: 'delete',
    provider_flows: 'delete',
  }),
];
