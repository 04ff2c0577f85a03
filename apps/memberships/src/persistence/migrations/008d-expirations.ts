import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;

/** The last day of a fixed duration may be moved for one person (MEM-17); each change is kept for good, what was said of it with its seller. */
const changes = [
  `CREATE TABLE expiry_changes (
     membership_id uuid NOT NULL REFERENCES memberships,
     version integer NOT NULL,
     expired_on date NOT NULL,
     expires_on date NOT NULL,
     changed_on date NOT NULL,
     changed_by text NOT NULL,
     memo text,
     seller_id uuid NOT NULL,
     PRIMARY KEY (membership_id, version),
     CHECK (expires_on <> expired_on)
   )`,
  `ALTER TABLE expiry_changes ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE expiry_changes FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY of_seller ON expiry_changes TO memberships_service USING (${mine('seller_id')}) WITH CHECK (${mine('seller_id')})`,
  `GRANT SELECT, INSERT ON expiry_changes TO memberships_service`,
];

const memberships = [
  `ALTER TABLE memberships ADD version integer NOT NULL DEFAULT 1`,
  `GRANT UPDATE (expires_on, version) ON memberships TO memberships_service`,
];

export class Migration008dExpirations extends Migration {
  override up(): void {
    for (const statement of [...changes, ...memberships]) this.addSql(statement);
  }
}
