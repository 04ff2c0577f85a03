import { Migration } from '@mikro-orm/migrations';

const mine = '= ANY ((SELECT app_organizations())::uuid[])';
const me = `(SELECT split_part(app_caller(), '/', 2))`;

/**
 * Exports of people: of what an organization holds, or of everything, for the person. The narrow role `exporter` sees those of the
 * caller alone, and a flow the one that it makes.
 */
export class ExportsAndErasures extends Migration {
  override name = '20261129000600-exports-and-erasures';

  override up(): void {
    for (const statement of exports) this.addSql(statement);
  }
}

const exports = [
  `CREATE TABLE person_exports (
     id uuid PRIMARY KEY, organization_id uuid, user_id uuid, person_id uuid, subjects jsonb NOT NULL, collected text[] NOT NULL DEFAULT '{}',
     requested_at timestamptz(3) NOT NULL, finished_at timestamptz, expires_at timestamptz, size_bytes int,
     CHECK (num_nonnulls(organization_id, user_id) = 1), CHECK (num_nonnulls(finished_at, expires_at, size_bytes) IN (0, 3)))`,
  `CREATE INDEX person_exports_of_organization ON person_exports (organization_id, requested_at, id) WHERE organization_id IS NOT NULL`,
  `CREATE INDEX person_exports_of_user ON person_exports (user_id, requested_at, id) WHERE user_id IS NOT NULL`,
  // Parts as they come in, by service; when all are there, the file, as parts of no service.
  `CREATE TABLE person_export_parts (
     export_id uuid NOT NULL REFERENCES person_exports ON DELETE CASCADE, service text NOT NULL, part int NOT NULL,
     key_id text NOT NULL, sealed bytea NOT NULL, PRIMARY KEY (export_id, service, part))`,
  `ALTER TABLE person_export_parts ALTER sealed SET STORAGE EXTERNAL`,
  ...['person_exports', 'person_export_parts'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY sweep ON ${table} TO identity_sweeper USING (true)`,
    `GRANT SELECT, DELETE ON ${table} TO identity_sweeper`,
  ]),
  `CREATE POLICY asked ON person_exports TO identity_exporter
     USING (organization_id ${mine} OR user_id::text = ${me} OR 'export-person:' || id = ${me})`,
  `CREATE POLICY asked ON person_export_parts TO identity_exporter USING (EXISTS (SELECT FROM person_exports e WHERE e.id = export_id))`,
  `GRANT SELECT (kind) ON organizations TO identity_introducer`,
  `GRANT SELECT, INSERT, UPDATE (collected, finished_at, expires_at, size_bytes) ON person_exports TO identity_exporter`,
  `GRANT SELECT, INSERT, UPDATE (key_id, sealed), DELETE ON person_export_parts TO identity_exporter`,
];
