import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;

const guarded = (table: string): string[] => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
];

/** A membership that an operation under way will end: no other may begin meanwhile. */
const held = [
  `CREATE TABLE membership_holds (
     membership_id uuid PRIMARY KEY REFERENCES memberships,
     seller_id uuid NOT NULL,
     operation_id uuid NOT NULL
   )`,
  ...guarded('membership_holds'),
  `CREATE POLICY of_seller ON membership_holds TO memberships_service USING (${mine('seller_id')}) WITH CHECK (${mine('seller_id')})`,
  `GRANT SELECT, INSERT, DELETE ON membership_holds TO memberships_service`,
];

/** Which membership took the place of which (REP-10). Each is replaced once, and takes one place. */
const replacements = [
  `CREATE TABLE replacements (
     membership_id uuid PRIMARY KEY REFERENCES memberships,
     new_membership_id uuid NOT NULL UNIQUE REFERENCES memberships,
     seller_id uuid NOT NULL,
     federation_id uuid NOT NULL,
     operation_id uuid NOT NULL,
     replaced_on date NOT NULL,
     CHECK (membership_id <> new_membership_id)
   )`,
  ...guarded('replacements'),
  `CREATE POLICY read_at_both_levels ON replacements FOR SELECT TO memberships_service
     USING (${mine('seller_id')} OR ${mine('federation_id')})`,
  `CREATE POLICY replace ON replacements FOR INSERT TO memberships_service WITH CHECK (${mine('seller_id')})`,
  `GRANT SELECT, INSERT ON replacements TO memberships_service`,
];

export class Migration006Replacements extends Migration {
  override up(): void {
    for (const statement of [...held, ...replacements]) this.addSql(statement);
  }
}
