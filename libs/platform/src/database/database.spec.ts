import { Migration } from '@mikro-orm/migrations';
import { newId } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { startDatabase, type StartedDatabase } from '#testing/start-database';
import { runAs } from '../messaging/context.js';
import { afterCommit } from './after-commit.js';
import { platformTables } from './platform-tables.js';
import { execute, query } from './sql.js';

class Migration001Notes extends Migration {
  override up(): void {
    for (const statement of platformTables('leads', ['matcher'])) this.addSql(statement);
    this.addSql(`CREATE TABLE notes (id uuid PRIMARY KEY, organization_id uuid NOT NULL, text text NOT NULL)`);
    this.addSql(`ALTER TABLE notes ENABLE ROW LEVEL SECURITY`);
    this.addSql(`ALTER TABLE notes FORCE ROW LEVEL SECURITY`);
    this.addSql(`CREATE POLICY of_organization ON notes TO leads_service
      USING (organization_id = ANY ((SELECT app_organizations())::uuid[])) WITH CHECK (organization_id = ANY ((SELECT app_organizations())::uuid[]))`);
    this.addSql(`CREATE POLICY matching ON notes FOR SELECT TO leads_matcher USING (true)`);
    this.addSql(`GRANT SELECT, INSERT, UPDATE ON notes TO leads_service`);
    this.addSql(`GRANT SELECT ON notes TO leads_matcher`);
  }
}

describe('the database of a service', () => {
  let db: StartedDatabase;
  const [ours, theirs] = [someCaller(), someCaller()];
  const note = (organizationId: string, text = 'a note') =>
    db.database.transaction((em) => execute(em, 'INSERT INTO notes VALUES ($1, $2, $3)', [newId(), organizationId, text]));
  const count = () => db.database.transaction((em) => query<{ n: number }>(em, 'SELECT count(*) AS n FROM notes')).then(([{ n }]) => n);

  beforeAll(async () => {
    db = await startDatabase({ name: 'leads', module: class {}, narrowRoles: ['matcher'], migrations: [Migration001Notes] }, { pool: 3 });
  });
  afterAll(() => db?.stop());
  beforeEach(() => db.all.query('TRUNCATE notes'));

  describe('tenancy', () => {
    it('shows and takes the rows of the caller’s organizations only', async () => {
      await runAs(ours, () => note(ours.organizations[0]));
      expect(await runAs(ours, count)).toBe(1);
      expect(await runAs(theirs, count)).toBe(0);
      await expect(runAs(theirs, () => note(ours.organizations[0]))).rejects.toThrow('row-level security');
    });

    it('shows nothing to nobody: without a caller there is no row', async () => {
      await runAs(ours, () => note(ours.organizations[0]));
      expect(await count()).toBe(0);
    });

    it('forgets the caller with the transaction: the next one on the same connection starts from nothing', async () => {
      await runAs(ours, () => note(ours.organizations[0]));
      await Promise.all(Array.from({ length: 6 }, () => runAs(ours, count)));
      expect(await Promise.all(Array.from({ length: 6 }, () => runAs(theirs, count)))).toEqual([0, 0, 0, 0, 0, 0]);
    });

    it('takes organizations that the server derived instead of the caller’s', async () => {
      await runAs(ours, () => note(ours.organizations[0]));
      const seen = await runAs(theirs, () =>
        db.database.transaction((em) => query(em, 'SELECT id FROM notes'), { organizations: ours.organizations }),
      );
      expect(seen).toHaveLength(1);
    });
  });

  describe('narrow roles', () => {
    const countAs = (as: string) => db.database.transaction((em) => query<{ n: number }>(em, 'SELECT count(*) AS n FROM notes'), { as });

    it('see what is theirs to see, for one transaction', async () => {
      await runAs(ours, () => note(ours.organizations[0]));
      expect(await countAs('matcher')).toEqual([{ n: 1 }]);
      expect(await count()).toBe(0);
    });

    it('may do no more than they were given', async () => {
      const write = db.database.transaction((em) => execute(em, `UPDATE notes SET text = ''`), { as: 'matcher' });
      await expect(write).rejects.toThrow('permission denied');
      await expect(countAs('relay')).rejects.toThrow('permission denied');
    });

    it('give nothing to the service that has not entered them', async () => {
      await expect(db.database.transaction((em) => query(em, 'SELECT * FROM outbox'))).rejects.toThrow('permission denied');
      await expect(db.database.transaction((em) => query(em, 'SELECT * FROM outbox'), { as: 'relay' })).resolves.toEqual([]);
    });

    it('can be entered for a part of a transaction', async () => {
      const roles = await db.database.transaction(async (em) => {
        const role = async () => (await query<{ role: string }>(em, 'SELECT current_user AS role'))[0].role;
        return [await role(), await db.database.as(em, 'matcher', role), await role()];
      });
      expect(roles).toEqual(['leads_service', 'leads_matcher', 'leads_service']);
    });

    it('never are the owner, nor an operator of the server', async () => {
      await expect(countAs('owner')).rejects.toThrow('permission denied to set role');
      await expect(db.database.transaction((em) => execute(em, 'CREATE TABLE mine (id int)'))).rejects.toThrow('permission denied');
      await expect(db.database.transaction((em) => execute(em, 'ALTER TABLE notes DISABLE ROW LEVEL SECURITY'))).rejects.toThrow(
        'must be owner',
      );
    });
  });

  describe('a statement of its own', () => {
    const insert = `INSERT INTO notes VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING RETURNING text`;
    const alone = <R>(text: string, values?: readonly unknown[]) => db.database.statement<R>(text, values);

    it('sees and writes what its caller may, and forgets the caller with its end', async () => {
      const [id, organization] = [newId(), ours.organizations[0]];
      expect(await runAs(ours, () => alone(insert, [id, organization, "l'été \\ $1 ; -- \n"]))).toEqual([{ text: "l'été \\ $1 ; -- \n" }]);
      expect(await runAs(ours, () => alone(insert, [id, organization, 'again']))).toEqual([]);
      const seen = () => Promise.all(Array.from({ length: 6 }, () => alone<{ n: number }>('SELECT count(*) AS n FROM notes')));
      expect(await runAs(ours, seen)).toEqual(Array.from({ length: 6 }, () => [{ n: 1 }]));
      expect(await runAs(theirs, seen)).toEqual(Array.from({ length: 6 }, () => [{ n: 0 }]));
      expect(await seen()).toEqual(Array.from({ length: 6 }, () => [{ n: 0 }]));
      await expect(runAs(theirs, () => alone(insert, [newId(), organization, 'foreign']))).rejects.toThrow('row-level security');
    });

    it('takes every kind of value as what it is', async () => {
      const values = [null, undefined, 7n, true, '2026-02-28', new Date('2026-03-08T06:59:59.123Z'), ['a', '"b"', null], { a: "'" }, Buffer.from([0, 39, 92])]; // prettier-ignore
      const types = ['text', 'int', 'bigint', 'boolean', 'date', 'timestamptz', 'text[]', 'jsonb', 'bytea'];
      const [row] = await alone(`SELECT ${types.map((type, i) => `$${i + 1}::${type} AS v${i}`).join(', ')}`, values);
      expect(Object.values(row as object)).toEqual([null, null, 7, ...values.slice(3)]);
    });

    it('is rolled back whole when it fails, and leaves its connection fit for the next', async () => {
      const twice = `WITH one AS (INSERT INTO notes VALUES ($1, $2, 'a') RETURNING id) SELECT 1 / (length($3::text) - 1) FROM one`;
      const fail = () => runAs(ours, () => alone(twice, [newId(), ours.organizations[0], 'x']));
      for (let i = 0; i < 5; i++) await expect(fail()).rejects.toThrow('division by zero');
      expect(await db.all.query('SELECT * FROM notes')).toEqual([]);
      expect(await alone('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    it('is prepared apart from the same text in a transaction', async () => {
      const text = 'SELECT $1::int AS one';
      const inTransactions = () =>
        Promise.all(
          Array.from({ length: 6 }, () => db.database.transaction((em) => query<{ one: number }>(em, text, [1]), { repeated: true })),
        );
      const byThemselves = () => Promise.all(Array.from({ length: 6 }, () => alone<{ one: number }>(text, [1])));
      for (const ask of [byThemselves, inTransactions, byThemselves, inTransactions])
        expect(await ask()).toEqual(Array.from({ length: 6 }, () => [{ one: 1 }]));
    });

    it('enters a narrow role for itself alone', async () => {
      const user = 'SELECT current_user AS role';
      expect(await db.database.statement(user, [], { as: 'matcher' })).toEqual([{ role: 'leads_matcher' }]);
      expect(await alone(user)).toEqual([{ role: 'leads_service' }]);
    });

    it('looks up by index for itself alone, one plan for however many it is asked for', async () => {
      const how = `SELECT current_setting('enable_hashjoin') AS hashing, current_setting('plan_cache_mode') AS plans FROM unnest($1::int[])`;
      expect(await db.database.statement(how, [[1, 2]], { byIndex: true })).toEqual(
        Array.from({ length: 2 }, () => ({ hashing: 'off', plans: 'force_generic_plan' })),
      );
      expect(await alone(how, [[1]])).toEqual([{ hashing: 'on', plans: 'auto' }]);
    });
  });

  describe('a repeated transaction', () => {
    const text = 'SELECT id FROM notes WHERE id = ANY ($1::uuid[])';
    const plans = 'SELECT generic_plans AS kept, custom_plans AS made FROM pg_prepared_statements WHERE statement = $1';
    const asked = (repeated: boolean) =>
      db.database.transaction(
        async (em) => {
          for (const many of [1, 300, 2]) await query(em, text, [Array.from({ length: many }, () => newId())]);
          return query(em, plans, [text]);
        },
        { repeated },
      );

    it('prepares its statements and keeps their plans, whatever they are asked with; another plans anew', async () => {
      expect(await asked(true)).toEqual([{ kept: 3, made: 0 }]);
      const [{ mode }] = await db.database.transaction((em) =>
        query<{ mode: string }>(em, `SELECT current_setting('enable_seqscan') AS mode`),
      );
      expect(mode).toBe('on');
      const other = 'SELECT id, text FROM notes WHERE id = $1';
      const left = await db.database.transaction(async (em) => {
        await query(em, other, [newId()]);
        return query(em, plans, [other]);
      });
      expect(left).toEqual([]);
    });

    it('shows its caller what any transaction shows', async () => {
      const [id, organization] = [newId(), ours.organizations[0]];
      await runAs(ours, () => db.database.statement(`INSERT INTO notes VALUES ($1, $2, 'mine')`, [id, organization]));
      const seen = () => db.database.transaction((em) => query(em, text, [[id]]), { repeated: true });
      for (const [caller, rows] of [[ours, [{ id }]], [theirs, []], [ours, [{ id }]]] as const) expect(await runAs(caller, seen)).toEqual(rows); // prettier-ignore
    });
  });

  describe('a transaction', () => {
    it('commits everything or nothing', async () => {
      const failed = runAs(ours, () =>
        db.database.transaction(async (em) => {
          await execute(em, 'INSERT INTO notes VALUES ($1, $2, $3)', [newId(), ours.organizations[0], 'lost']);
          throw new Error('second thoughts');
        }),
      );
      await expect(failed).rejects.toThrow('second thoughts');
      expect(await db.all.query('SELECT * FROM notes')).toEqual([]);
    });

    it('tells those who wait for its commit, once, and only after it', async () => {
      const told: string[] = [];
      const tell = () => void told.push('told');
      await db.database.transaction(async (em) => {
        afterCommit(em, tell);
        await em.transactional(async (inner) => afterCommit(inner, tell));
        expect(told).toEqual([]);
      });
      expect(told).toEqual(['told']);
      await db.database
        .transaction(async (em) => {
          afterCommit(em, tell);
          throw new Error('no');
        })
        .catch(() => undefined);
      expect(told).toEqual(['told']);
    });

    it('runs again after a deadlock, so that both of two rivals finish', async () => {
      const [a, b] = [newId(), newId()];
      await db.all.query('INSERT INTO notes VALUES ($1, $3, $4), ($2, $3, $4)', [a, b, ours.organizations[0], '']);
      let [attempts, holding] = [0, 0];
      const met = Promise.withResolvers<void>();
      const rival = (first: string, second: string, mark: string) => () =>
        db.database.transaction(async (em) => {
          attempts++;
          await execute(em, 'UPDATE notes SET text = text || $2 WHERE id = $1', [first, mark]);
          if (++holding === 2) met.resolve();
          await met.promise; // Both hold one and want the other's.
          await execute(em, 'UPDATE notes SET text = text || $2 WHERE id = $1', [second, mark]);
        });
      await Promise.all([runAs(ours, rival(a, b, 'x')), runAs(ours, rival(b, a, 'y'))]);
      expect(attempts).toBe(3);
      const texts = await db.all.query<{ text: string }>('SELECT text FROM notes');
      expect(texts.map(({ text }) => [...text].sort().join(''))).toEqual(['xy', 'xy']);
    });

    it('gives its place in the pool back when its connection is cut, at any moment of it', async () => {
      const cut = async (during: (pid: number) => Promise<void>) =>
        db.database.transaction(async (em) => {
          const [{ pid }] = await query<{ pid: number }>(em, 'SELECT pg_backend_pid() AS pid');
          await during(pid);
          await query(em, 'SELECT 1');
        });
      // More often than the pool has places, and several at once.
      for (let round = 0; round < 3; round++) {
        const cuts = Array.from({ length: 3 }, () =>
          cut(async (pid) => void (await db.all.query('SELECT pg_terminate_backend($1, 1000)', [pid]))),
        );
        const results = await Promise.allSettled(cuts);
        const refusal = { status: 'rejected', reason: expect.objectContaining({ code: 'platform.unavailable', kind: 'unavailable' }) };
        expect(results).toEqual([refusal, refusal, refusal]);
      }
      expect(await Promise.all([count(), count(), count(), count()])).toEqual([0, 0, 0, 0]);
    });

    it('finds its way back after the server ended every connection, idle ones too', async () => {
      await Promise.all([count(), count(), count()]);
      await db.all.query(
        `SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE usename = 'leads_service' AND datname = current_database()`,
      );
      const again = async () => {
        for (let i = 0; i < 20; i++)
          if (
            await count().then(
              () => true,
              () => false,
            )
          )
            return true;
        return false;
      };
      expect(await Promise.all([again(), again(), again()])).toEqual([true, true, true]);
    });
  });

  it('refuses rather than waits for ever when a statement takes too long', async () => {
    const slow = db.database.transaction(async (em) => {
      await execute(em, `SET LOCAL statement_timeout = 50`);
      await query(em, 'SELECT pg_sleep(5)');
    });
    await expect(slow).rejects.toThrow('statement timeout');
  });
});
