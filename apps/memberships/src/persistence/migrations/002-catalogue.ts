import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;
const ofMyNetwork = 'federation_id = (SELECT app_federation())';

/*
 * The catalogue whole: who may find an offer, what it may be replaced by, and memberships that their designer sells itself. Of
 * those `federation_id` is the seller: the same thing with one level.
 */
const offers = [
  `ALTER TABLE offers
     ADD resale boolean NOT NULL DEFAULT true,
     ADD tax_kind text NOT NULL DEFAULT 'membership',
     ADD card boolean NOT NULL DEFAULT false,
     ADD visibility text NOT NULL DEFAULT 'immediate' CHECK (visibility IN ('immediate', 'scheduled', 'hidden', 'unavailable')),
     ADD visible_from date,
     ADD replacement text NOT NULL DEFAULT 'off' CHECK (replacement IN ('off', 'enabled', 'list')),
     ADD replacement_offer_ids uuid[] NOT NULL DEFAULT '{}',
     ADD CHECK ((visibility = 'scheduled') = (visible_from IS NOT NULL)),
     ADD CHECK (replacement = 'list' OR replacement_offer_ids = '{}'),
     ADD CHECK (replacement = 'off' OR term->>'kind' <> 'ongoing')`, // REP-15
  `DROP POLICY read_in_network ON offers`,
  `CREATE POLICY read_in_network ON offers FOR SELECT TO memberships_service USING (${ofMyNetwork} OR ${mine('federation_id')})`,
];

const ofItsOwnOrNetwork = `${mine('seller_id')} AND (${ofMyNetwork} OR federation_id = seller_id)`;

/** A listing that was scheduled before had no day: it was hidden, in fact, and stays so. */
const listings = [
  `ALTER TABLE listings ADD description text NOT NULL DEFAULT '', ADD visible_from date`,
  `CREATE POLICY of_migration ON listings TO memberships_owner USING (true)`,
  `UPDATE listings SET visibility = 'hidden' WHERE visibility = 'scheduled'`,
  `DROP POLICY of_migration ON listings`,
  `ALTER TABLE listings ADD CHECK ((visibility = 'scheduled') = (visible_from IS NOT NULL))`,
  `DROP POLICY of_seller ON listings`,
  `CREATE POLICY of_seller ON listings TO memberships_service USING (${mine('seller_id')}) WITH CHECK (${ofItsOwnOrNetwork})`,
];

const sold = [
  `DROP POLICY of_seller ON slots`,
  `CREATE POLICY of_seller ON slots TO memberships_service USING (${mine('seller_id')}) WITH CHECK (${ofItsOwnOrNetwork})`,
  `DROP POLICY sell ON memberships`,
  `CREATE POLICY sell ON memberships FOR INSERT TO memberships_service WITH CHECK (${ofItsOwnOrNetwork})`,
];

export class Migration002Catalogue extends Migration {
  override up(): void {
    for (const statement of [...offers, ...listings, ...sold]) this.addSql(statement);
  }
}
