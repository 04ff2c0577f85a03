import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;
const own = (table: string, rights: string): string[] => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY of_organization ON ${table} TO memberships_service USING (${mine('organization_id')}) WITH CHECK (${mine('organization_id')})`,
  `GRANT ${rights} ON ${table} TO memberships_service`,
];

/** Skills of members (ID-26), each organization's own (ID-3). What became of one is written down for good. */
const skills = [
  `CREATE TABLE skills (
     id uuid PRIMARY KEY,
     entry bigint GENERATED ALWAYS AS IDENTITY,
     organization_id uuid NOT NULL,
     names jsonb NOT NULL,
     levels jsonb NOT NULL,
     archived boolean NOT NULL DEFAULT false,
     version integer NOT NULL DEFAULT 1,
     UNIQUE (organization_id, id)
   )`,
  `CREATE INDEX ON skills (organization_id, entry)`,
  ...own('skills', 'SELECT, INSERT, UPDATE'),
  `CREATE TABLE member_skills (
     id uuid PRIMARY KEY,
     entry bigint GENERATED ALWAYS AS IDENTITY,
     organization_id uuid NOT NULL,
     person_id uuid NOT NULL,
     skill_id uuid NOT NULL,
     level text,
     since date NOT NULL,
     removed_on date,
     version integer NOT NULL DEFAULT 1,
     UNIQUE (organization_id, id),
     FOREIGN KEY (organization_id, skill_id) REFERENCES skills (organization_id, id),
     CHECK (removed_on >= since)
   )`,
  `CREATE UNIQUE INDEX member_skills_had_once ON member_skills (organization_id, person_id, skill_id) WHERE removed_on IS NULL`,
  `CREATE INDEX ON member_skills (organization_id, entry)`,
  `CREATE INDEX ON member_skills (organization_id, skill_id, entry)`,
  `CREATE INDEX ON member_skills (organization_id, person_id, entry)`,
  ...own('member_skills', 'SELECT, INSERT'),
  `GRANT UPDATE (skill_id, level, since, removed_on, version) ON member_skills TO memberships_service`,
  `CREATE TABLE member_skill_changes (
     organization_id uuid NOT NULL,
     member_skill_id uuid NOT NULL,
     version integer NOT NULL CHECK (version > 0),
     change text NOT NULL CHECK (change IN ('assigned', 'reassigned', 'removed')),
     skill_id uuid NOT NULL,
     level text,
     changed_on date NOT NULL,
     changed_at timestamptz NOT NULL,
     changed_by text NOT NULL,
     PRIMARY KEY (member_skill_id, version),
     FOREIGN KEY (organization_id, member_skill_id) REFERENCES member_skills (organization_id, id),
     FOREIGN KEY (organization_id, skill_id) REFERENCES skills (organization_id, id),
     CHECK ((version = 1) = (change = 'assigned'))
   )`,
  ...own('member_skill_changes', 'SELECT, INSERT'),
];

export class Migration010Skills extends Migration {
  override up(): void {
    for (const statement of skills) this.addSql(statement);
  }
}
