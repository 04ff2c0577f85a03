import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;

/** What a designer would change, kept until it is published or discarded. */
const drafts = [
  `CREATE TABLE catalogue_drafts (
     id uuid PRIMARY KEY,
     federation_id uuid NOT NULL,
     state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'published', 'discarded')),
     changes jsonb NOT NULL,
     created_at timestamptz NOT NULL
   )`,
  `CREATE INDEX ON catalogue_drafts (federation_id, id)`,
  `ALTER TABLE catalogue_drafts ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE catalogue_drafts FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY of_designer ON catalogue_drafts TO memberships_service USING (${mine('federation_id')}) WITH CHECK (${mine('federation_id')})`,
  `GRANT SELECT, INSERT ON catalogue_drafts TO memberships_service`,
  `GRANT UPDATE (state) ON catalogue_drafts TO memberships_service`,
];

/*
 * A federation may know who lists its offers, not at which price or under which name: only that a listing has a price of its own.
 */
const listings = [
  `CREATE POLICY of_designer ON listings FOR SELECT TO memberships_owner USING (${mine('federation_id')})`,
  `CREATE FUNCTION listings_of(offers uuid[])
     RETURNS TABLE (id uuid, seller_id uuid, offer_id uuid, active boolean, sells_at_original boolean)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
       SELECT l.id, l.seller_id, l.offer_id, l.active, l.selling_minor IS NULL FROM listings l WHERE l.offer_id = ANY (offers)
     $$`,
  `REVOKE EXECUTE ON FUNCTION listings_of FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION listings_of TO memberships_service`,
  `CREATE INDEX ON listings (offer_id)`,
];

export class Migration004CatalogueDrafts extends Migration {
  override up(): void {
    for (const statement of [...drafts, ...listings]) this.addSql(statement);
  }
}
