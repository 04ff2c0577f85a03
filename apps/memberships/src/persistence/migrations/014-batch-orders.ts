import { Migration } from '@mikro-orm/migrations';

const mine = 'seller_id = ANY ((SELECT app_organizations())::uuid[])';

/*
 * Orders of thousands of rows. Rows are kept by the thousand: as they were asked, with what was found of them; then, grouped so that
 * an account is in one part, as billing is told of them, with what became of them. A row of a table for each would be written thrice.
 */
const tables = [
  `CREATE TABLE batch_orders (
     id uuid PRIMARY KEY,
     entry bigint GENERATED ALWAYS AS IDENTITY,
     seller_id uuid NOT NULL,
     kind text NOT NULL CHECK (kind IN ('sale', 'replacement')),
     state text NOT NULL CHECK (state IN ('previewing', 'ready', 'running', 'finished', 'discarded')),
     rows integer NOT NULL CHECK (rows BETWEEN 1 AND 5000),
     processed integer NOT NULL DEFAULT 0 CHECK (processed BETWEEN 0 AND rows),
     barred integer NOT NULL DEFAULT 0,
     done integer NOT NULL DEFAULT 0,
     refused integer NOT NULL DEFAULT 0,
     levels json NOT NULL DEFAULT '[]',
     preview_hash text,
     ordered_by text NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     confirmed_at timestamptz,
     finished_at timestamptz,
     CHECK (barred + done + refused <= rows),
     CHECK (state <> 'finished' OR barred + done + refused = rows)
   )`,
  `CREATE INDEX ON batch_orders (seller_id, entry)`,
  `CREATE TABLE batch_order_pieces (
     order_id uuid NOT NULL,
     piece integer NOT NULL,
     seller_id uuid NOT NULL,
     asked json NOT NULL,
     judged json,
     appended_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (order_id, piece, seller_id)
   )`,
  `CREATE TABLE batch_order_parts (
     order_id uuid NOT NULL REFERENCES batch_orders,
     part integer NOT NULL,
     seller_id uuid NOT NULL,
     plan json NOT NULL,
     result json,
     PRIMARY KEY (order_id, part)
   )`,
  ...['batch_orders', 'batch_order_pieces', 'batch_order_parts'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY of_seller ON ${table} TO memberships_service USING (${mine}) WITH CHECK (${mine})`,
  ]),
  `GRANT SELECT, INSERT ON batch_orders, batch_order_pieces, batch_order_parts TO memberships_service`,
  `GRANT UPDATE (state, processed, barred, done, refused, levels, preview_hash, confirmed_at, finished_at) ON batch_orders TO memberships_service`,
  `GRANT UPDATE (judged), DELETE ON batch_order_pieces TO memberships_service`,
  `GRANT UPDATE (result), DELETE ON batch_order_parts TO memberships_service`,
];

export class Migration014BatchOrders extends Migration {
  override up(): void {
    for (const statement of tables) this.addSql(statement);
  }
}
