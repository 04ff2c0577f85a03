import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;

/*
 * Cards (MEM-11). Its number stays with the membership and can be read out; its code is in the QR code alone and cannot be guessed.
 * Whether the membership has ended is the membership's to say: only a card that was lost is marked here. A card goes where its
 * membership goes, so who may see it is asked of that.
 */
const cards = [
  `CREATE SEQUENCE card_numbers START 1000001`,
  `CREATE TABLE cards (
     id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
     entry bigint GENERATED ALWAYS AS IDENTITY,
     membership_id uuid NOT NULL REFERENCES memberships,
     federation_id uuid NOT NULL,
     number bigint NOT NULL DEFAULT nextval('card_numbers'),
     code uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
     issued_at timestamptz NOT NULL,
     lost_at timestamptz
   )`,
  `CREATE UNIQUE INDEX cards_in_force ON cards (membership_id) WHERE lost_at IS NULL`,
  `CREATE INDEX ON cards (membership_id)`,
  `ALTER TABLE cards ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE cards FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY of_seller ON cards TO memberships_service
     USING (EXISTS (SELECT FROM memberships m WHERE m.id = membership_id AND ${mine('m.seller_id')}))
     WITH CHECK (EXISTS (SELECT FROM memberships m WHERE m.id = membership_id AND ${mine('m.seller_id')}))`,
  `GRANT SELECT, INSERT ON cards TO memberships_service`,
  `GRANT UPDATE (lost_at) ON cards TO memberships_service`,
  `GRANT USAGE ON SEQUENCE card_numbers TO memberships_service`,
];

/** A card is good at every door of the network (MEM-15): whose it is and whether it still counts, and nothing else. */
const atTheDoor = [
  `CREATE POLICY of_network ON cards FOR SELECT TO memberships_owner
     USING (federation_id = (SELECT app_federation()) OR ${mine('federation_id')})`,
  `CREATE FUNCTION card_of(card uuid)
     RETURNS TABLE (membership_id uuid, person_id uuid, lost boolean, ended text, effective_on date, expires_on date)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
       SELECT m.id, m.person_id, c.lost_at IS NOT NULL, m.ended, m.effective_on, m.expires_on
       FROM cards c JOIN memberships m ON m.id = c.membership_id WHERE c.code = card
     $$`,
  `REVOKE EXECUTE ON FUNCTION card_of FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION card_of TO memberships_service`,
  `ALTER TABLE activities DROP CONSTRAINT activities_reason_check`,
  `ALTER TABLE activities ADD CONSTRAINT activities_reason_check
     CHECK (reason IN ('unknown-card', 'void-card', 'other-card', 'blocked', 'unpaid-balance', 'no-valid-membership'))`,
  `ALTER TABLE activities ALTER person_id DROP NOT NULL`,
  `ALTER TABLE activities ADD CHECK (person_id IS NOT NULL OR reason IN ('unknown-card', 'void-card'))`, // Nobody knows who held it out.
];

export class Migration009bCards extends Migration {
  override up(): void {
    for (const statement of [...cards, ...atTheDoor]) this.addSql(statement);
  }
}
