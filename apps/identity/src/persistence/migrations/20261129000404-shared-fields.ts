import { Migration } from '@mikro-orm/migrations';

const definer = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp';

/**
 * What is shared of a person is changed for every organization that knows them (ID-3), clients named after them included. Only a function
 * may: it works for whoever holds a profile, and says whom the change reaches, so that each of them is told.
 */
export class SharedFields extends Migration {
  override name = '20261129000404-shared-fields';

  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `CREATE FUNCTION holders_of(known uuid) RETURNS SETOF uuid ${definer} STABLE AS $$
   BEGIN
     IF NOT EXISTS (SELECT FROM profiles h WHERE h.person_id = known AND h.organization_id = ANY (app_organizations()))
     THEN RAISE EXCEPTION 'nobody you know' USING ERRCODE = 'insufficient_privilege'; END IF;
     RETURN QUERY SELECT h.organization_id FROM profiles h WHERE h.person_id = known;
   END $$`,
  `CREATE FUNCTION change_shared(known uuid, first text, last text, first_folded text, last_folded text, born date) RETURNS SETOF uuid ${definer} AS $$
   BEGIN
     RETURN QUERY SELECT holders_of(known);
     UPDATE people SET first_name = first, last_name = last, first_key = first_folded, last_key = last_folded, birth_date = born WHERE id = known;
     UPDATE clients c SET owner_key = first_folded || ' ' || last_folded
       FROM accounts a WHERE a.owner_person_id = known AND c.account_id = a.id;
   END $$`,
  ...['holders_of', 'change_shared'].flatMap((name) => [
    `REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${name} TO identity_service`,
  ]),
  // For rules that ask what day it is where an account was made.
  `GRANT SELECT (time_zone) ON organizations TO identity_introducer`,
];
