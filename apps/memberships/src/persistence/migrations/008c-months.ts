import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;

/*
 * Which months of an ongoing membership are billed, beyond the first that its sale billed (MEM-6). Each is a sale of its own to the
 * books, at both levels or at one, and happens once.
 */
const months = [
  `CREATE TABLE billed_months (
     membership_id uuid NOT NULL REFERENCES memberships,
     month date NOT NULL CHECK (extract(day FROM month) = 1),
     sale_id uuid NOT NULL UNIQUE,
     seller_id uuid NOT NULL,
     federation_id uuid NOT NULL,
     operation_id uuid NOT NULL,
     billed_on date NOT NULL,
     PRIMARY KEY (membership_id, month)
   )`,
  `ALTER TABLE billed_months ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE billed_months FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY read_at_both_levels ON billed_months FOR SELECT TO memberships_service
     USING (${mine('seller_id')} OR ${mine('federation_id')})`,
  `CREATE POLICY bill ON billed_months FOR INSERT TO memberships_service WITH CHECK (${mine('seller_id')})`,
  `GRANT SELECT, INSERT ON billed_months TO memberships_service`,
];

/** Those that may be ongoing, by their offer: what files brought in was billed as a whole. */
const ongoing = [`CREATE INDEX memberships_living_sold ON memberships (offer_id, seller_id) WHERE ended IS NULL AND import_id IS NULL`];

/** Whoever looks for months to bill learns of whom, and nothing else. */
const scheduler = [
  `CREATE POLICY scheduling ON memberships FOR SELECT TO memberships_scheduler USING (true)`,
  `CREATE POLICY scheduling ON offers FOR SELECT TO memberships_scheduler USING (true)`,
  `CREATE POLICY scheduling ON billed_months FOR SELECT TO memberships_scheduler USING (true)`,
  `GRANT SELECT (id, seller_id, federation_id, offer_id, ended, import_id, effective_on, expires_on) ON memberships TO memberships_scheduler`,
  `GRANT SELECT (id, term) ON offers TO memberships_scheduler`,
  `GRANT SELECT (membership_id, month) ON billed_months TO memberships_scheduler`,
];

export class Migration008cMonths extends Migration {
  override up(): void {
    for (const statement of [...months, ...ongoing, ...scheduler]) this.addSql(statement);
  }
}
