import { Migration } from '@mikro-orm/migrations';
import { platformTables } from '#platform/database/platform-tables';
import { organizationCopiesTable } from '#platform/organizations/organization-copies';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;
const ofMyNetwork = 'federation_id = (SELECT app_federation())';

/** Forced row-level security: even the owner sees only what a policy names. */
const guarded = (table: string): string[] => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
];

/** What a federation designs; its clubs read it, and nobody else. */
const offers = [
  `CREATE TABLE offers (
     id uuid PRIMARY KEY,
     federation_id uuid NOT NULL,
     names jsonb NOT NULL CHECK (jsonb_typeof(names) = 'object' AND names <> '{}'),
     original_minor integer NOT NULL CHECK (original_minor >= 0),
     currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
     term jsonb NOT NULL CHECK (term->>'kind' IN ('fixed-dates', 'fixed-duration', 'ongoing')),
     expires_on date,
     eligibility jsonb NOT NULL,
     quota_per_reseller integer CHECK (quota_per_reseller > 0),
     price_editable boolean NOT NULL,
     ledger_code text NOT NULL,
     archived boolean NOT NULL DEFAULT false,
     version integer NOT NULL DEFAULT 1
   )`,
  `CREATE INDEX ON offers (federation_id, id)`,
  ...guarded('offers'),
  `CREATE POLICY read_in_network ON offers FOR SELECT TO memberships_service USING (${ofMyNetwork})`,
  `CREATE POLICY design ON offers FOR INSERT TO memberships_service WITH CHECK (${mine('federation_id')})`,
  `CREATE POLICY redesign ON offers FOR UPDATE TO memberships_service USING (${mine('federation_id')}) WITH CHECK (${mine('federation_id')})`,
  `GRANT SELECT, INSERT, UPDATE ON offers TO memberships_service`,
];

/** A reseller's warehouse: its names and prices are its own. */
const listings = [
  `CREATE TABLE listings (
     id uuid PRIMARY KEY,
     seller_id uuid NOT NULL,
     federation_id uuid NOT NULL,
     offer_id uuid NOT NULL REFERENCES offers,
     name text NOT NULL CHECK (name <> ''),
     selling_minor integer CHECK (selling_minor >= 0),
     active boolean NOT NULL,
     visibility text NOT NULL CHECK (visibility IN ('immediate', 'scheduled', 'hidden', 'unavailable')),
     version integer NOT NULL DEFAULT 1,
     UNIQUE (seller_id, offer_id),
     UNIQUE (id, seller_id, offer_id)
   )`,
  `CREATE INDEX ON listings (seller_id, id)`,
  ...guarded('listings'),
  `CREATE POLICY of_seller ON listings TO memberships_service USING (${mine('seller_id')})
     WITH CHECK (${mine('seller_id')} AND ${ofMyNetwork})`,
  `GRANT SELECT, INSERT, UPDATE ON listings TO memberships_service`,
];

/*
 * Who has claimed which offer for which period: memberships that live, and those an import has reserved. A slot carries the id
 * its membership has or will get. Nothing in it is private to the seller but that the seller is the one (MEM-14), so this, and
 * not the memberships, is what is looked through federation-wide.
 */
const slots = [
  `CREATE TABLE slots (
     membership_id uuid PRIMARY KEY,
     federation_id uuid NOT NULL,
     seller_id uuid NOT NULL,
     person_id uuid NOT NULL,
     offer_id uuid NOT NULL,
     effective_on date NOT NULL,
     expires_on date,
     import_id uuid,
     CHECK (expires_on >= effective_on),
     CONSTRAINT held_once UNIQUE NULLS NOT DISTINCT (federation_id, person_id, offer_id, expires_on)
   )`,
  `CREATE INDEX ON slots (import_id) WHERE import_id IS NOT NULL`,
  ...guarded('slots'),
  `CREATE POLICY of_seller ON slots TO memberships_service USING (${mine('seller_id')})
     WITH CHECK (${mine('seller_id')} AND ${ofMyNetwork})`,
  `CREATE POLICY of_network ON slots FOR SELECT TO memberships_owner USING (${ofMyNetwork})`,
  `GRANT SELECT, INSERT, DELETE ON slots TO memberships_service`,
  `GRANT UPDATE (person_id) ON slots TO memberships_service`,
  // MEM-14 needs to look beyond the club, at named people only: a club cannot list whom the others serve.
  `CREATE FUNCTION holdings_of(people uuid[])
     RETURNS TABLE (membership_id uuid, person_id uuid, offer_id uuid, seller_id uuid, effective_on date, expires_on date)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
       SELECT s.membership_id, s.person_id, s.offer_id, s.seller_id, s.effective_on, s.expires_on
       FROM slots s WHERE s.federation_id = (SELECT app_federation()) AND s.person_id = ANY (people)
     $$`,
  `REVOKE EXECUTE ON FUNCTION holdings_of FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION holdings_of TO memberships_service`,
];

/** How many slots each reseller has taken of an offer. The row is locked while sales are reserved, so a quota holds. */
const quotaUsage = [
  `CREATE TABLE quota_usage (
     offer_id uuid NOT NULL REFERENCES offers,
     seller_id uuid NOT NULL,
     taken integer NOT NULL CHECK (taken >= 0),
     PRIMARY KEY (offer_id, seller_id)
   )`,
  ...guarded('quota_usage'),
  `CREATE POLICY of_seller ON quota_usage TO memberships_service USING (${mine('seller_id')}) WITH CHECK (${mine('seller_id')})`,
  `GRANT SELECT, INSERT, UPDATE ON quota_usage TO memberships_service`,
];

/** The terms a committed import sells at, as its preview showed them. */
const frozenTerms = [
  `CREATE TABLE frozen_terms (
     import_id uuid NOT NULL,
     offer_id uuid NOT NULL REFERENCES offers,
     seller_id uuid NOT NULL,
     terms jsonb NOT NULL,
     PRIMARY KEY (import_id, offer_id)
   )`,
  ...guarded('frozen_terms'),
  `CREATE POLICY of_seller ON frozen_terms TO memberships_service USING (${mine('seller_id')}) WITH CHECK (${mine('seller_id')})`,
  `GRANT SELECT, INSERT, DELETE ON frozen_terms TO memberships_service`,
];

/*
 * Memberships sold. Its status on a day follows from its dates; only an end before its time is stored. Neither name nor
 * description: those are the listing's and the offer's, and changes apply everywhere (MEM-8).
 */
const memberships = [
  `CREATE TABLE memberships (
     id uuid PRIMARY KEY,
     entry bigint GENERATED ALWAYS AS IDENTITY,
     seller_id uuid NOT NULL,
     federation_id uuid NOT NULL,
     offer_id uuid NOT NULL,
     listing_id uuid NOT NULL,
     person_id uuid NOT NULL,
     account_id uuid NOT NULL,
     client_id uuid NOT NULL,
     purchased_on date NOT NULL,
     effective_on date NOT NULL,
     expires_on date,
     ended text CHECK (ended IN ('cancelled', 'replaced')),
     sale_id uuid NOT NULL UNIQUE,
     selling_minor integer NOT NULL CHECK (selling_minor >= 0),
     original_minor integer NOT NULL CHECK (original_minor >= 0),
     currency text NOT NULL,
     import_id uuid,
     import_row integer,
     CHECK (expires_on >= effective_on),
     CHECK ((import_id IS NULL) = (import_row IS NULL)),
     FOREIGN KEY (listing_id, seller_id, offer_id) REFERENCES listings (id, seller_id, offer_id)
   )`,
  `CREATE INDEX ON memberships (seller_id, entry)`,
  `CREATE INDEX ON memberships (federation_id, entry)`,
  `CREATE INDEX ON memberships (import_id, entry) WHERE import_id IS NOT NULL`,
  `CREATE INDEX ON memberships (person_id)`,
  ...guarded('memberships'),
  `CREATE POLICY read_at_both_levels ON memberships FOR SELECT TO memberships_service
     USING (${mine('seller_id')} OR ${mine('federation_id')})`,
  `CREATE POLICY sell ON memberships FOR INSERT TO memberships_service WITH CHECK (${mine('seller_id')} AND ${ofMyNetwork})`,
  `GRANT SELECT, INSERT ON memberships TO memberships_service`,
];

export class Migration001FirstTables extends Migration {
  override up(): void {
    const statements = [
      ...platformTables('memberships'),
      ...organizationCopiesTable('memberships'),
      ...offers,
      ...listings,
      ...slots,
      ...quotaUsage,
      ...frozenTerms,
      ...memberships,
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
