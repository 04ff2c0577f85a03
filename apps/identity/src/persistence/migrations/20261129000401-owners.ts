import { Migration } from '@mikro-orm/migrations';

/**
 * An account changes hands for every organization that has it (ID-18), so its members' organization may not write all of it by itself:
 * a function does, for whoever has the account as a client with the owner's consent.
 */
export class Owners extends Migration {
  override name = '20261129000401-owners';

  override up(): void {
    for (const statement of [...policies, ...functions]) this.addSql(statement);
  }
}

const seen = `network_id = (SELECT app_federation()) OR network_id = ANY ((SELECT app_organizations())::uuid[])`;

const policies = [
  // Of one's own network, as for whoever claims what is known: these policies hold for every function of the owner.
  ...['people', 'accounts'].map((table) => `CREATE POLICY handed_over ON ${table} TO identity_owner USING (${seen}) WITH CHECK (${seen})`),
  ...['clients', 'profiles', 'activations', 'invitations', 'account_members'].map(
    (table) => `CREATE POLICY handed_over ON ${table} TO identity_owner USING (true) WITH CHECK (true)`,
  ),
];

const functions = [
  // Every organization sees the owner of its client (ID-9), so each gets a profile of the new one, blank. What was asked of the
  // former owner, to activate or to consent, is asked of nobody any more.
  `CREATE FUNCTION hand_over_account(handed uuid, heir uuid, at timestamptz) RETURNS SETOF uuid
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
   DECLARE former uuid;
   BEGIN
     IF NOT EXISTS (SELECT FROM clients c WHERE c.account_id = handed AND c.organization_id = ANY (app_organizations()) AND c.consent = 'given')
       OR NOT EXISTS (SELECT FROM account_members m WHERE m.account_id = handed AND m.person_id = heir)
     THEN RAISE EXCEPTION 'no account of yours to hand over' USING ERRCODE = 'insufficient_privilege'; END IF;
     SELECT owner_person_id INTO former FROM accounts WHERE id = handed FOR UPDATE;
     UPDATE accounts SET owner_person_id = heir, owner_label = NULL WHERE id = handed;
     INSERT INTO profiles (organization_id, person_id)
       SELECT c.organization_id, heir FROM clients c WHERE c.account_id = handed AND c.archived_at IS NULL ON CONFLICT DO NOTHING;
     UPDATE clients c SET owner_key = p.first_key || ' ' || p.last_key FROM people p WHERE p.id = heir AND c.account_id = handed;
     UPDATE activations SET voided_at = at WHERE account_id = handed AND person_id = former AND used_at IS NULL AND voided_at IS NULL;
     UPDATE invitations SET withdrawn_at = at
       WHERE account_id = handed AND person_id = former AND answered_at IS NULL AND withdrawn_at IS NULL;
     RETURN QUERY SELECT c.organization_id FROM clients c WHERE c.account_id = handed;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION hand_over_account FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION hand_over_account TO identity_service`,
];
