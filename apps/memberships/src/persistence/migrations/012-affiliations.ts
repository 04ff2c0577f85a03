import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;
const ofMyNetwork = 'federation_id = (SELECT app_federation())';

/** An offer that clubs themselves hold: their affiliation. Sold by the federation at one level, to no person (MEM-19). */
const offers = [
  `ALTER TABLE offers ADD affiliation boolean NOT NULL DEFAULT false`,
  `ALTER TABLE offers ADD CHECK (NOT affiliation OR (NOT resale AND NOT family AND replacement = 'off' AND term->>'kind' <> 'ongoing'))`,
];

/*
 * What clubs hold themselves. A row is a place first, held while billing issues the invoice, and then bought. The constraint is
 * MEM-13 for organizations; periods that overlap and end differently are judged under the lock of the offer.
 */
const affiliations = [
  `CREATE TABLE affiliations (
     id uuid PRIMARY KEY,
     entry bigint GENERATED ALWAYS AS IDENTITY,
     organization_id uuid NOT NULL,
     federation_id uuid NOT NULL,
     offer_id uuid NOT NULL REFERENCES offers,
     purchased_on date NOT NULL,
     effective_on date NOT NULL,
     expires_on date NOT NULL,
     price_minor integer NOT NULL CHECK (price_minor >= 0),
     currency text NOT NULL,
     invoice jsonb,
     ended text CHECK (ended = 'cancelled'),
     ended_on date,
     ending_id uuid,
     CHECK (expires_on >= effective_on),
     CHECK ((ended IS NULL) = (ended_on IS NULL)),
     CHECK (organization_id <> federation_id)
   )`,
  `CREATE UNIQUE INDEX affiliated_once ON affiliations (organization_id, offer_id, expires_on) WHERE ended IS NULL`,
  `CREATE INDEX ON affiliations (federation_id, entry)`,
  `CREATE INDEX ON affiliations (organization_id, entry)`,
  `ALTER TABLE affiliations ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE affiliations FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY read_at_both_ends ON affiliations FOR SELECT TO memberships_service USING (${mine('organization_id')} OR ${mine('federation_id')})`,
  `CREATE POLICY hold ON affiliations FOR INSERT TO memberships_service WITH CHECK (${mine('organization_id')} AND ${ofMyNetwork} AND invoice IS NULL)`,
  `CREATE POLICY buy_or_end ON affiliations FOR UPDATE TO memberships_service
     USING ((${mine('organization_id')} AND invoice IS NULL) OR ${mine('federation_id')})
     WITH CHECK ((${mine('organization_id')} AND ended IS NULL) OR ${mine('federation_id')})`,
  `CREATE POLICY give_back ON affiliations FOR DELETE TO memberships_service USING (${mine('organization_id')} AND invoice IS NULL)`,
  `GRANT SELECT, INSERT, DELETE ON affiliations TO memberships_service`,
  `GRANT UPDATE (invoice, ended, ended_on, ending_id) ON affiliations TO memberships_service`,
];

export class Migration012Affiliations extends Migration {
  override up(): void {
    for (const statement of [...offers, ...affiliations]) this.addSql(statement);
  }
}
