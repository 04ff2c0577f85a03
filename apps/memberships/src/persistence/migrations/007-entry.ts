import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;

const guarded = (table: string): string[] => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
];

/** Who came, went and attended, and who was not let in: for good, and each organization's own (ID-27). */
const activities = [
  `CREATE TABLE activities (
     id uuid PRIMARY KEY,
     entry bigint GENERATED ALWAYS AS IDENTITY,
     organization_id uuid NOT NULL,
     person_id uuid NOT NULL,
     account_id uuid,
     kind text NOT NULL CHECK (kind IN ('check-in', 'check-out', 'attendance')),
     at timestamptz NOT NULL,
     reason text CHECK (reason IN ('blocked', 'unpaid-balance', 'no-valid-membership')),
     membership_id uuid,
     pass text,
     note text,
     CHECK (kind = 'check-in' OR reason IS NULL)
   )`,
  `CREATE INDEX ON activities (organization_id, entry)`,
  `CREATE INDEX ON activities (organization_id, person_id, entry)`,
  `CREATE INDEX ON activities (organization_id, account_id, entry) WHERE account_id IS NOT NULL`,
  ...guarded('activities'),
  `CREATE POLICY of_organization ON activities TO memberships_service USING (${mine('organization_id')}) WITH CHECK (${mine('organization_id')})`,
  `GRANT SELECT, INSERT ON activities TO memberships_service`,
];

const blocks = [
  `CREATE TABLE entry_blocks (
     organization_id uuid NOT NULL,
     person_id uuid NOT NULL,
     reason text,
     since timestamptz NOT NULL,
     PRIMARY KEY (organization_id, person_id)
   )`,
  ...guarded('entry_blocks'),
  `CREATE POLICY of_organization ON entry_blocks TO memberships_service USING (${mine('organization_id')}) WITH CHECK (${mine('organization_id')})`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON entry_blocks TO memberships_service`,
];

/** MEM-15: a membership is good at every club of the network. Told are the pass and its dates, not who sold it or for how much. */
const passes = [
  `CREATE POLICY of_network ON memberships FOR SELECT TO memberships_owner
     USING (federation_id = (SELECT app_federation()) OR ${mine('federation_id')})`,
  `CREATE FUNCTION passes_of(person uuid, today date)
     RETURNS TABLE (membership_id uuid, offer_id uuid, effective_on date, expires_on date)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
       SELECT m.id, m.offer_id, m.effective_on, m.expires_on FROM memberships m
       WHERE m.person_id = person AND m.ended IS NULL AND m.effective_on <= today AND (m.expires_on IS NULL OR m.expires_on >= today)
       ORDER BY m.expires_on DESC NULLS FIRST, m.id
     $$`,
  `REVOKE EXECUTE ON FUNCTION passes_of FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION passes_of TO memberships_service`,
];

export class Migration007Entry extends Migration {
  override up(): void {
    for (const statement of [...activities, ...blocks, ...passes]) this.addSql(statement);
  }
}
