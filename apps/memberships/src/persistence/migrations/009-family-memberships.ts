import { Migration } from '@mikro-orm/migrations';

/*
 * Memberships that belong to an account: sold without a person. Their places name the account where others name the person, so that
 * one constraint keeps anybody from holding the same thing twice (MEM-13).
 */
const families = [
  `ALTER TABLE offers ADD family boolean NOT NULL DEFAULT false`,
  `ALTER TABLE memberships ALTER person_id DROP NOT NULL`,
  `CREATE INDEX ON memberships (account_id) WHERE person_id IS NULL`,
  `COMMENT ON COLUMN slots.person_id IS 'Who holds it: a person, or of a family membership the account'`,
];

/** MEM-15, as passes_of: what the accounts of somebody at the door are good for, and of the seller nothing. */
const passes = [
  `CREATE FUNCTION family_passes_of(accounts uuid[], today date)
     RETURNS TABLE (membership_id uuid, offer_id uuid, effective_on date, expires_on date)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
       SELECT m.id, m.offer_id, m.effective_on, m.expires_on FROM memberships m
       WHERE m.account_id = ANY (accounts) AND m.person_id IS NULL AND m.ended IS NULL
         AND m.effective_on <= today AND (m.expires_on IS NULL OR m.expires_on >= today)
       ORDER BY m.expires_on DESC NULLS FIRST, m.id
     $$`,
  `REVOKE EXECUTE ON FUNCTION family_passes_of FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION family_passes_of TO memberships_service`,
];

export class Migration009FamilyMemberships extends Migration {
  override up(): void {
    for (const statement of [...families, ...passes]) this.addSql(statement);
  }
}
