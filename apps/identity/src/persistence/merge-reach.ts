/*
 * What lets the merger do, in a table about people or accounts, what `merge-places.ts` says of it. For the migration of such a table.
 */

/** Rows of the caller's network, told by whom or which account they are about. */
export function mergerReaches(table: string, by: 'person' | 'account'): string[] {
  const known =
    by === 'person'
      ? `EXISTS (SELECT FROM people p WHERE p.id = ${table}.person_id)`
      : `EXISTS (SELECT FROM accounts a WHERE a.id = ${table}.account_id)`;
  return [
    `CREATE POLICY merge ON ${table} TO identity_merger USING (${known}) WITH CHECK (${known})`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO identity_merger`,
  ];
}
