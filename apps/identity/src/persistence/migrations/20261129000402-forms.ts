import { Migration } from '@mikro-orm/migrations';

const mine = '= ANY ((SELECT app_organizations())::uuid[])';

/** What an organization asks of members, and their answers (ID-19): its own, and out of its sight with the profile they belong to (ID-9). */
export class Forms extends Migration {
  override name = '20261129000402-forms';

  override up(): void {
    for (const statement of [...forms, ...answers, ...gender]) this.addSql(statement);
  }
}

const forced = (table: string) => [`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`, `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`];

const forms = [
  `CREATE TABLE forms (
     id uuid PRIMARY KEY, organization_id uuid NOT NULL, entry bigint GENERATED ALWAYS AS IDENTITY, names jsonb NOT NULL,
     questions jsonb NOT NULL, archived boolean NOT NULL DEFAULT false, version int NOT NULL DEFAULT 1)`,
  `CREATE UNIQUE INDEX forms_in_order ON forms (organization_id, entry)`,
  ...forced('forms'),
  `CREATE POLICY own ON forms TO identity_service USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
  `GRANT SELECT, INSERT, UPDATE (names, questions, archived, version) ON forms TO identity_service`,
];

// Answers by the key of their question. That of a question about gender is in the profile.
const answers = [
  `CREATE TABLE form_answers (
     organization_id uuid NOT NULL, person_id uuid NOT NULL, form_id uuid NOT NULL REFERENCES forms, answers jsonb NOT NULL,
     answered_at timestamptz NOT NULL, PRIMARY KEY (organization_id, person_id, form_id))`,
  ...forced('form_answers'),
  `CREATE POLICY own ON form_answers TO identity_service
     USING (organization_id ${mine} AND EXISTS (SELECT FROM profiles h
       WHERE h.organization_id = form_answers.organization_id AND h.person_id = form_answers.person_id))
     WITH CHECK (organization_id ${mine})`,
  `GRANT SELECT, INSERT, UPDATE (answers, answered_at) ON form_answers TO identity_service`,
];

/** ID-6: somebody may prefer not to say. Matching and eligibility look at gender alone, for which that is unknown. */
const gender = [
  `ALTER TABLE profiles ADD COLUMN gender_undisclosed boolean`,
  `GRANT UPDATE (gender_undisclosed) ON profiles TO identity_service`,
];
