import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;

/*
 * What somebody ordered that billing takes part in: places are held first, billing issues the documents of both levels or refuses
 * them, then it is finished here. Until then the order is running, and whoever is alive goes on with it.
 */
const operations = [
  `CREATE TABLE operations (
     id uuid PRIMARY KEY,
     kind text NOT NULL,
     seller_id uuid NOT NULL,
     state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'refused')),
     ordered jsonb NOT NULL,
     answer jsonb,
     ordered_at timestamptz NOT NULL DEFAULT now(),
     CHECK ((state = 'running') = (answer IS NULL))
   )`,
  `ALTER TABLE operations ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE operations FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY of_seller ON operations TO memberships_service USING (${mine('seller_id')}) WITH CHECK (${mine('seller_id')})`,
  `GRANT SELECT, INSERT ON operations TO memberships_service`,
  `GRANT UPDATE (state, answer) ON operations TO memberships_service`,
];

/** The places an operation holds for memberships that it has yet to make. */
const places = [`ALTER TABLE slots ADD operation_id uuid`, `CREATE INDEX ON slots (operation_id) WHERE operation_id IS NOT NULL`];

export class Migration005Operations extends Migration {
  override up(): void {
    for (const statement of [...operations, ...places]) this.addSql(statement);
  }
}
