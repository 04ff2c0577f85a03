import pg from 'pg';

/** Rows that the product wrote, for the database to write once more. */
export interface Written {
  readonly table: string;
  readonly where: string;
}

/** Rows that the product changed: copied as they were before, then changed by one statement. */
export interface Changed extends Written {
  readonly key: readonly string[];
  readonly set: readonly string[];
  /** The columns that were 0 or null before, or an expression each. */
  readonly before: Readonly<Record<string, string>>;
}

/**
 * What the database alone needs for the same writes: the same rows, by one statement a table in one transaction, into tables with the
 * same columns, checks and indexes on the same server. It has no triggers, foreign keys or policies to obey, and nothing to compute.
 */
export async function sameWrites(url: string, written: readonly Written[], changed: readonly Changed[] = []): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: 'bench same writes' });
  await client.connect();
  try {
    await client.query('DROP SCHEMA IF EXISTS yard CASCADE; CREATE SCHEMA yard');
    const statements: string[] = [];
    for (const { table, where } of written) {
      const columns = await columnsOf(client, table);
      await client.query(`CREATE TABLE yard.${table} (LIKE public.${table} INCLUDING ALL)`);
      await client.query(`CREATE TEMP TABLE of_${table} AS SELECT ${columns} FROM public.${table} WHERE ${where}`);
      statements.push(`INSERT INTO yard.${table} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM of_${table}`);
    }
    for (const change of changed) statements.push(await prepared(client, change));
    await client.query('ANALYZE');
    await client.query('CHECKPOINT');
    const started = performance.now();
    await client.query('BEGIN');
    for (const statement of statements) await client.query(statement);
    await client.query('COMMIT');
    return (performance.now() - started) / 1000;
  } finally {
    await client.query('DROP SCHEMA IF EXISTS yard CASCADE').catch(() => undefined);
    await client.end();
  }
}

async function prepared(client: pg.Client, { table, where, key, set, before }: Changed): Promise<string> {
  const names = (await columnsOf(client, table)).split(', ');
  const earlier = names.map((name) => before[name] ?? name).join(', ');
  await client.query(`CREATE TABLE yard.changed_${table} (LIKE public.${table} INCLUDING ALL)`);
  await client.query(`INSERT INTO yard.changed_${table} (${names.join(', ')}) SELECT ${earlier} FROM public.${table} WHERE ${where}`);
  await client.query(`CREATE TEMP TABLE changes_of_${table} AS SELECT ${[...key, ...set].join(', ')} FROM public.${table} WHERE ${where}`);
  const assigned = set.map((name) => `${name} = c.${name}`).join(', ');
  const matched = key.map((name) => `t.${name} = c.${name}`).join(' AND ');
  return `UPDATE yard.changed_${table} t SET ${assigned} FROM changes_of_${table} c WHERE ${matched}`;
}

/** Those that are written, not generated. */
async function columnsOf(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => name).join(', ');
}
