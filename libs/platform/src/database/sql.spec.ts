import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Migration } from '@mikro-orm/migrations';
import { from as copyFrom } from 'pg-copy-streams';
import { startDatabase, type StartedDatabase } from '#testing/start-database';
import { platformTables } from './platform-tables.js';
import { execute, insertRows, query } from './sql.js';
import { transactionClient } from './transaction-client.js';

class Migration001Things extends Migration {
  override up(): void {
    for (const statement of platformTables('leads')) this.addSql(statement);
    this.addSql(`CREATE TABLE things (
      place int PRIMARY KEY, id uuid, label text, labels text[], amount bigint, day date, at timestamptz, flag boolean, facts jsonb, ids uuid[], bytes bytea)`);
    this.addSql(`GRANT SELECT, INSERT, UPDATE ON things TO leads_service`);
  }
}

const columns = {
  place: 'int',
  id: 'uuid',
  label: 'text',
  labels: 'text[]',
  amount: 'bigint',
  day: 'date',
  at: 'timestamptz',
  flag: 'boolean',
  facts: 'jsonb',
  ids: 'uuid[]',
  bytes: 'bytea',
};

const nasty = [
  '',
  ' ',
  'NULL',
  'null',
  '"',
  '""',
  "'",
  "O'Brien",
  '\\',
  '\\\\',
  '\\"',
  'a"b\\c',
  '{}',
  '{a,b}',
  ',',
  '}{',
  'line\nbreak\r\n\ttab',
  'é ê ç ñ œ ß Łódź',
  'e\u0301', // Decomposed: stored as it came.
  '日本語',
  '👩‍👩‍👧‍👦 🏒',
  '\u200b\ufeff',
  '$1 ? ?? %s',
  '\\x41',
  'x'.repeat(10_000),
];

describe('plain SQL in a transaction', () => {
  let db: StartedDatabase;
  beforeAll(async () => {
    db = await startDatabase({ name: 'leads', module: class {}, migrations: [Migration001Things] });
  });
  afterAll(() => db?.stop());
  beforeEach(() => db.all.query('TRUNCATE things'));

  const insert = (rows: unknown[][], tail?: string) => db.database.transaction((em) => insertRows(em, 'things', columns, rows, tail));

  it('inserts every text exactly as it is, alone and inside arrays and JSON', async () => {
    const rows = nasty.map((text, place) => [
      place,
      null,
      text,
      [text, null, text],
      null,
      null,
      null,
      null,
      { text, [text]: [text] },
      null,
      null,
    ]);
    expect(await insert(rows)).toBe(nasty.length);
    const stored = await db.all.query('SELECT label, labels, facts FROM things ORDER BY place');
    expect(stored).toEqual(nasty.map((text) => ({ label: text, labels: [text, null, text], facts: { text, [text]: [text] } })));
  });

  it('gives the same texts back as parameters, alone and as an array', async () => {
    const found = await db.database.transaction((em) =>
      query(em, 'SELECT text, text = $2 AS first FROM unnest($1::text[]) WITH ORDINALITY AS t (text, place) ORDER BY place', [
        nasty,
        nasty[0],
      ]),
    );
    expect(found).toEqual(nasty.map((text, place) => ({ text, first: place === 0 })));
  });

  it('keeps null and undefined apart from the empty text and the empty array', async () => {
    const none = Array.from({ length: 10 }, () => null);
    await insert([
      [1, ...none],
      [2, undefined, '', [], ...none.slice(3)],
    ]);
    expect(await db.all.query('SELECT place, label, labels FROM things ORDER BY place')).toEqual([
      { place: 1, label: null, labels: null },
      { place: 2, label: '', labels: [] },
    ]);
  });

  it('keeps numbers, days, times, flags, ids, bytes and JSON exact', async () => {
    const id = '0190c2b4-a1b2-7cc0-8a3f-5d9e6b7a8c9d';
    const at = new Date('2026-03-08T06:59:59.123Z');
    const bytes = Buffer.from([0, 1, 92, 34, 255]);
    await insert([
      [1, id, 'a', ['b'], Number.MAX_SAFE_INTEGER, '2026-02-28', at, true, [1, 'two', null], [id, id], bytes],
      [2, id, 'a', ['b'], -1n, '0001-01-01', '2026-03-08T01:59:59.123-05:00', false, '"text already"', [], null],
    ]);
    const rows = await db.database.transaction((em) => query(em, 'SELECT * FROM things ORDER BY place'));
    const [first, second] = rows;
    expect(first).toEqual({
      place: 1,
      id,
      label: 'a',
      labels: ['b'],
      amount: Number.MAX_SAFE_INTEGER,
      day: '2026-02-28',
      at,
      flag: true,
      facts: [1, 'two', null],
      ids: [id, id],
      bytes,
    });
    expect(second).toMatchObject({
      amount: -1,
      day: '0001-01-01',
      at: new Date('2026-03-08T06:59:59.123Z'),
      flag: false,
      facts: 'text already',
      ids: [],
    });
  });

  it('refuses a bigint that a number cannot hold rather than rounding it', async () => {
    const asked = db.database.transaction((em) => query(em, `SELECT 9007199254740993::bigint AS amount`));
    await expect(asked).rejects.toThrow('beyond the safe integers');
  });

  it('refuses NUL, as the database does', async () => {
    await expect(insert([[1, null, 'a\0b', ...Array.from({ length: 8 }, () => null)]])).rejects.toThrow(/0x00|NUL|invalid byte/);
  });

  it('writes what all of many rows share as exactly as what they do not', async () => {
    const id = '0190c2b4-a1b2-7cc0-8a3f-5d9e6b7a8c9d';
    const shared = (place: number, text: string | null): unknown[] => [place, id, text, null, 7n, '2026-02-28', null, false, '{"a":1}', [id], undefined]; // prettier-ignore
    for (const [i, text] of [...nasty, null].entries()) await insert(Array.from({ length: 150 }, (_, n) => shared(i * 1000 + n, text)));
    const stored = await db.all.query('SELECT label, count(*)::int AS many, count(DISTINCT place)::int AS places FROM things GROUP BY 1');
    expect(new Set(stored.map(({ label }) => label))).toEqual(new Set([...nasty, null]));
    expect(stored.every(({ many, places }) => many === 150 && places === 150)).toBe(true);
    const [one] = await db.database.transaction((em) => query(em, 'SELECT * FROM things WHERE place = 149'));
    expect(one).toMatchObject({
      id,
      labels: null,
      amount: 7,
      day: '2026-02-28',
      at: null,
      flag: false,
      facts: { a: 1 },
      ids: [id],
      bytes: null,
    });
  });

  it('inserts as many rows as there are when all are alike', async () => {
    const row = [1, null, 'a', ...Array.from({ length: 8 }, () => null)];
    expect(
      await insert(
        Array.from({ length: 150 }, () => row),
        'ON CONFLICT DO NOTHING',
      ),
    ).toBe(1);
  });

  it('counts what was inserted, without what the tail left out', async () => {
    const row = (place: number): unknown[] => [place, null, 'a', ...Array.from({ length: 8 }, () => null)];
    expect(await insert([row(1), row(2)])).toBe(2);
    expect(await insert([row(2), row(3)], 'ON CONFLICT DO NOTHING')).toBe(1);
    expect(await insert([])).toBe(0);
    expect(await db.database.transaction((em) => execute(em, `UPDATE things SET label = 'b' WHERE place > $1`, [1]))).toBe(2);
  });

  it('takes no name or type that could carry SQL', async () => {
    const bad = (table: string, cols: Record<string, string>) => db.database.transaction((em) => insertRows(em, table, cols, [[1]]));
    await expect(bad('things"; DROP TABLE things; --', { place: 'int' })).rejects.toThrow('not a table or column name');
    await expect(bad('things', { 'place) SELECT 1 --': 'int' })).rejects.toThrow('not a table or column name');
    await expect(bad('things', { place: 'int); --' })).rejects.toThrow('not a PostgreSQL type');
  });

  it('works on the same connection as the ORM, in its savepoints too, and not outside a transaction', async () => {
    await db.database.transaction(async (em) => {
      const [{ pid }] = await em.execute<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
      const mine = async (inner: typeof em) => (await query<{ pid: number }>(inner, 'SELECT pg_backend_pid() AS pid'))[0].pid;
      expect(await mine(em)).toBe(pid);
      await em.transactional(async (inner) => expect(await mine(inner)).toBe(pid));
      await expect(query(em.fork(), 'SELECT 1')).rejects.toThrow('needs a transaction');
    });
  });

  it('hands out the client of the transaction: what it copies is undone with everything else', async () => {
    const copied = db.database.transaction(async (em) => {
      await execute(em, 'CREATE TEMPORARY TABLE staged (LIKE things) ON COMMIT DROP');
      const client = await transactionClient(em);
      await pipeline(Readable.from(['1\tone\n', '2\ttwo\n']), client.query(copyFrom('COPY staged (place, label) FROM STDIN')));
      expect(await execute(em, 'INSERT INTO things SELECT * FROM staged')).toBe(2);
      throw new Error('second thoughts');
    });
    await expect(copied).rejects.toThrow('second thoughts');
    expect(await db.all.query('SELECT * FROM things')).toEqual([]);
  });
});
