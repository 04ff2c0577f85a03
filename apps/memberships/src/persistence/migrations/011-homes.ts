import { Migration } from '@mikro-orm/migrations';

const mine = (column: string): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;
const ofMyNetwork = 'federation_id = (SELECT app_federation())';

/*
 * Whoever sold a membership is its home until it is moved (MEM-15). Moves are written down for good and nothing else changes: the last
 * one says where the home is. Each is shown to both homes, so that a club is the home exactly if the last move that it sees came to it.
 */
const moves = [
  `CREATE TABLE home_moves (
     membership_id uuid NOT NULL REFERENCES memberships,
     version integer NOT NULL CHECK (version > 0),
     entry bigint GENERATED ALWAYS AS IDENTITY,
     person_id uuid,
     offer_id uuid NOT NULL,
     seller_id uuid NOT NULL,
     federation_id uuid NOT NULL,
     from_id uuid NOT NULL,
     to_id uuid NOT NULL,
     moved_on date NOT NULL,
     mover_id uuid,
     moved_by text,
     PRIMARY KEY (membership_id, version),
     CHECK (from_id <> to_id),
     CHECK (version > 1 OR from_id = seller_id),
     CHECK ((mover_id IS NULL) = (moved_by IS NULL))
   )`,
  `CREATE INDEX ON home_moves (to_id, entry)`,
  `CREATE INDEX ON home_moves (from_id, entry)`,
  `CREATE INDEX ON home_moves (federation_id, entry)`,
  `ALTER TABLE home_moves ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE home_moves FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY of_those_concerned ON home_moves FOR SELECT TO memberships_service
     USING (${mine('from_id')} OR ${mine('to_id')} OR ${mine('seller_id')} OR ${mine('federation_id')})`,
  `CREATE POLICY move ON home_moves FOR INSERT TO memberships_service
     WITH CHECK ((${mine('from_id')} OR ${mine('federation_id')}) AND ${ofMyNetwork})`,
  `CREATE POLICY of_network ON home_moves FOR SELECT TO memberships_owner USING (${ofMyNetwork})`,
  `GRANT SELECT, INSERT ON home_moves TO memberships_service`,
];

/*
 * What came to the caller's organizations from whoever sold it. The seller's price, its name for it, its client and its documents are
 * not in it, so that no query can show them (MEM-15).
 */
const received = [
  `CREATE POLICY of_network ON status_history FOR SELECT TO memberships_owner USING (${ofMyNetwork})`,
  `CREATE FUNCTION received_memberships()
     RETURNS TABLE (entry bigint, id uuid, version integer, seller_id uuid, federation_id uuid, offer_id uuid, person_id uuid,
       account_id uuid, purchased_on date, effective_on date, expires_on date, ended text, ended_on date, ended_because text,
       original_minor integer, currency text, home_id uuid)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
       SELECT m.entry, m.id, m.version, m.seller_id, m.federation_id, m.offer_id, m.person_id,
         CASE WHEN m.person_id IS NULL THEN m.account_id END, m.purchased_on, m.effective_on, m.expires_on, m.ended, s.changed_on, s.reason,
         m.original_minor, m.currency, h.to_id
       FROM home_moves h JOIN memberships m ON m.id = h.membership_id LEFT JOIN status_history s ON s.membership_id = m.id
       WHERE ${mine('h.to_id')} AND h.to_id <> h.seller_id
         AND NOT EXISTS (SELECT FROM home_moves later WHERE later.membership_id = h.membership_id AND later.version > h.version)
     $$`,
  `REVOKE EXECUTE ON FUNCTION received_memberships FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION received_memberships TO memberships_service`,
];

/** The organizations of the caller's network by name, which a home is chosen from. */
const network = [
  `CREATE FUNCTION organizations_of_network()
     RETURNS TABLE (id uuid, kind text, name text)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
       SELECT o.id, o.record->>'kind', o.record->>'name' FROM organizations o
       WHERE (o.record->>'federationId')::uuid = (SELECT app_federation())
     $$`,
  `REVOKE EXECUTE ON FUNCTION organizations_of_network FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION organizations_of_network TO memberships_service`,
];

export class Migration011Homes extends Migration {
  override up(): void {
    for (const statement of [...moves, ...received, ...network]) this.addSql(statement);
  }
}
