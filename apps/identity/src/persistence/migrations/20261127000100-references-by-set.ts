import { Migration } from '@mikro-orm/migrations';

/*
 * A foreign key asks row by row whether what a row points to is there; for a batch of an import that costs more than writing it.
 * People and accounts are archived, never deleted (ID-22), so one join for all rows of a statement says the same.
 */

const references = [
  { table: 'accounts', column: 'owner_person_id', to: 'people' },
  { table: 'clients', column: 'account_id', to: 'accounts' },
  { table: 'account_members', column: 'account_id', to: 'accounts' },
  { table: 'account_members', column: 'person_id', to: 'people' },
  { table: 'profiles', column: 'person_id', to: 'people' },
] as const;

/** Lookups by key, whatever the planner thinks of tables that are young: it would read them whole, again for every batch. */
const byKey = ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'material'].map((way) => `SET enable_${way} = off`).join(' ');

/** As the owner, who sees people and accounts here and nowhere else: whoever adds a row need not see what it points to. */
const checks = references.flatMap(({ table, column, to }) => {
  const check = `check_${table}_${column}`;
  return [
    `CREATE FUNCTION ${check}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp ${byKey} AS $$
DECLARE bad uuid;
BEGIN
  SELECT a.${column} INTO bad FROM added a LEFT JOIN ${to} t ON t.id = a.${column} WHERE a.${column} IS NOT NULL AND t.id IS NULL LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION '${table}: there is no % among the ${to}', bad USING ERRCODE = 'foreign_key_violation'; END IF;
  RETURN NULL;
END $$`,
    ...['INSERT', 'UPDATE'].map(
      (event) =>
        `CREATE TRIGGER ${column}_on_${event.toLowerCase()} AFTER ${event} ON ${table} REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ${check}()`,
    ),
    `ALTER TABLE ${table} DROP CONSTRAINT ${table}_${column}_fkey`,
  ];
});

/** What the joins rest on: whoever is pointed to stays, under the same id, for everybody. */
const kept = [
  `CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% stay: they are archived, never deleted', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$`,
  ...['people', 'accounts'].flatMap((table) => [
    `CREATE POLICY pointed_to ON ${table} FOR SELECT TO identity_owner USING ((SELECT pg_trigger_depth() > 0))`,
    `CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE OR UPDATE OF id ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()`,
  ]),
];

/** The same guarantees as before, asked by the set. */
export class ReferencesBySet extends Migration {
  override name = '20261127000100-references-by-set';

  override up(): void {
    for (const statement of [...checks, ...kept]) this.addSql(statement);
  }
}
