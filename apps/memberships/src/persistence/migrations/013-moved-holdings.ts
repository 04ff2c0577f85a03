import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;
const ofMine = `organizations && (SELECT app_organizations())::uuid[]`;

const guarded = (table: string): string[] => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
];

/*
 * Merging people (ID-24). Holders are ids on rows; a merge changes them and writes down which, so that undoing it changes back
 * exactly those. Whatever arrives later under an id that was closed finds here whose it is now.
 */
const merges = [
  `CREATE TABLE merged_people (
     merge_id uuid PRIMARY KEY,
     closed_id uuid NOT NULL,
     survivor_id uuid NOT NULL,
     clients jsonb NOT NULL,
     organizations uuid[] NOT NULL, -- Whom the merge concerned.
     merged_at timestamptz NOT NULL DEFAULT now(),
     answer jsonb, -- Of its undoing.
     CHECK (closed_id <> survivor_id)
   )`,
  ...guarded('merged_people'),
  `CREATE TABLE closed_holders (
     closed_id uuid NOT NULL,
     merge_id uuid NOT NULL REFERENCES merged_people,
     survivor_id uuid NOT NULL,
     organizations uuid[] NOT NULL,
     reopened boolean NOT NULL DEFAULT false,
     PRIMARY KEY (closed_id, merge_id)
   )`,
  `COMMENT ON TABLE closed_holders IS 'People, accounts and clients: their ids never meet'`,
  ...guarded('closed_holders'),
  `CREATE TABLE moved_holdings (
     merge_id uuid NOT NULL REFERENCES merged_people,
     place text NOT NULL, -- Which column of which table; 'known': what the survivor had already.
     organization_id uuid NOT NULL,
     from_id uuid NOT NULL,
     to_id uuid NOT NULL,
     ids uuid[] NOT NULL,
     PRIMARY KEY (merge_id, place, organization_id, from_id)
   )`,
  ...guarded('moved_holdings'),
  `CREATE POLICY concerned ON merged_people TO memberships_service USING (${ofMine}) WITH CHECK (${ofMine})`,
  `CREATE POLICY concerned ON closed_holders TO memberships_service USING (${ofMine}) WITH CHECK (${ofMine})`,
  `CREATE POLICY of_organization ON moved_holdings TO memberships_service USING (${mine('organization_id')})`,
  `GRANT SELECT, INSERT ON merged_people, closed_holders TO memberships_service`,
  `GRANT UPDATE (answer) ON merged_people TO memberships_service`,
  `GRANT UPDATE (reopened) ON closed_holders TO memberships_service`,
  `GRANT SELECT ON moved_holdings TO memberships_service`,
  `CREATE POLICY merging ON moved_holdings TO memberships_merger USING (${mine('organization_id')}) WITH CHECK (${mine('organization_id')})`,
  `GRANT SELECT, INSERT ON moved_holdings TO memberships_merger`,
  `GRANT UPDATE (ids) ON moved_holdings TO memberships_merger`,
];

/** Both of two that hold the same keep it (MEM-13): the second one's place is marked, and any further one is refused as before. */
const beside = [
  `ALTER TABLE slots ADD COLUMN beside uuid CHECK (beside = membership_id)`,
  `COMMENT ON COLUMN slots.beside IS 'Its own membership, when a merge brought it beside another for the same period'`,
  `ALTER TABLE slots DROP CONSTRAINT held_once,
     ADD CONSTRAINT held_once UNIQUE NULLS NOT DISTINCT (federation_id, person_id, offer_id, expires_on, beside)`,
];

/** Changes who holds what, and nothing else of it; a federation's flow also what its clubs sold. */
const merger = [
  ...[
    ['memberships', 'seller_id', 'federation_id', 'person_id, account_id, client_id'],
    ['slots', 'seller_id', 'federation_id', 'person_id, beside'],
    ['home_moves', 'seller_id', 'federation_id', 'person_id'],
    ['activities', 'organization_id', null, 'person_id, account_id'],
    ['entry_blocks', 'organization_id', null, 'person_id'],
    ['member_skills', 'organization_id', null, 'person_id'],
  ].flatMap(([table, owner, above, columns]) => {
    const whose = above ? `(${mine(owner ?? '')} OR ${mine(above)})` : mine(owner ?? '');
    return [
      `CREATE POLICY merging ON ${table} TO memberships_merger USING (${whose}) WITH CHECK (${whose})`,
      `GRANT SELECT, UPDATE (${columns}) ON ${table} TO memberships_merger`,
    ];
  }),
  `CREATE POLICY merging ON replacements FOR SELECT TO memberships_merger USING (${mine('seller_id')} OR ${mine('federation_id')})`,
  `CREATE POLICY merging ON billed_months FOR SELECT TO memberships_merger USING (${mine('seller_id')} OR ${mine('federation_id')})`,
  `GRANT SELECT ON replacements, billed_months TO memberships_merger`,
];

export class Migration013MovedHoldings extends Migration {
  override up(): void {
    for (const statement of [...merges, ...beside, ...merger]) this.addSql(statement);
  }
}
