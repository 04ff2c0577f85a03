import { Migration } from '@mikro-orm/migrations';

const concerned = `organizations && (SELECT app_organizations())::uuid[]`;

/*
 * Lines name whom they were for, for ever. Whoever asks for a person's documents means also those of the people who were merged into
 * that person (ID-24), for as long as they are.
 */
const people = [
  `CREATE TABLE merged_people (
  merge_id uuid PRIMARY KEY,
  closed_id uuid NOT NULL,
  survivor_id uuid NOT NULL,
  organizations uuid[] NOT NULL, -- Whom the merge concerned.
  undone boolean NOT NULL DEFAULT false,
  CONSTRAINT merged_into_another CHECK (closed_id <> survivor_id)
)`,
  `CREATE INDEX merged_people_survivor ON merged_people (survivor_id) WHERE NOT undone`,
  `ALTER TABLE merged_people ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE merged_people FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY concerned ON merged_people TO billing_service USING (${concerned}) WITH CHECK (${concerned})`,
  `REVOKE ALL ON merged_people FROM PUBLIC`,
  `GRANT SELECT, INSERT ON merged_people TO billing_service`,
  `GRANT UPDATE (undone) ON merged_people TO billing_service`,
  `CREATE FUNCTION people_of(person uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    WITH RECURSIVE known (id) AS (
      SELECT person UNION SELECT m.closed_id FROM known k JOIN merged_people m ON m.survivor_id = k.id AND NOT m.undone)
    SELECT array_agg(id) FROM known $$`,
  `GRANT EXECUTE ON FUNCTION people_of(uuid) TO billing_service`,
];

export class Migration019bMergedPeople extends Migration {
  override up(): void {
    for (const statement of people) this.addSql(statement);
  }
}
