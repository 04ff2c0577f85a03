import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;

/** A membership may end before its time (MEM-16), and then it is written down when and why. */
export class Migration003Cancellations extends Migration {
  override up(): void {
    for (const statement of [...ending, ...history]) this.addSql(statement);
  }
}

/** Nothing of a membership but its end ever changes. */
const ending = [
  `CREATE POLICY end_early ON memberships FOR UPDATE TO memberships_service USING (${mine('seller_id')}) WITH CHECK (${mine('seller_id')})`,
  `GRANT UPDATE (ended) ON memberships TO memberships_service`,
];

/** What happened to a membership's status, for good. One of a kind each: a membership ends once. */
const history = [
  `CREATE TABLE status_history (
     membership_id uuid NOT NULL REFERENCES memberships,
     status text NOT NULL CHECK (status IN ('cancelled', 'replaced')),
     reason text NOT NULL,
     seller_id uuid NOT NULL,
     federation_id uuid NOT NULL,
     changed_on date NOT NULL,
     changed_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (membership_id, status)
   )`,
  `ALTER TABLE status_history ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE status_history FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY read_at_both_levels ON status_history FOR SELECT TO memberships_service
     USING (${mine('seller_id')} OR ${mine('federation_id')})`,
  `CREATE POLICY write_down ON status_history FOR INSERT TO memberships_service WITH CHECK (${mine('seller_id')})`,
  `GRANT SELECT, INSERT ON status_history TO memberships_service`,
];
