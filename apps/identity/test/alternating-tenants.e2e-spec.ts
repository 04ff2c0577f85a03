import type { Caller } from '#contracts/caller';
import { newId, type Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { flowCaller, runAs, serviceCaller } from '#platform/messaging/context';
import { startDatabase, type StartedDatabase } from '#testing/start-database';
import { identity } from '../src/identity.service.js';

const tenants = 10_000;
const connections = 4;
const atOnce = 16;

/** Issue 5, Proof: connections are lent to one tenant after the other, and none finds anything of whoever had it before. */
describe('ten thousand tenants on a handful of connections', () => {
  let started: StartedDatabase;
  const ids: Uuid[] = Array.from({ length: tenants }, () => newId());
  const mine = `SELECT organization_id AS id FROM client_settings`;

  beforeAll(async () => {
    started = await startDatabase(identity, { pool: connections });
    await started.all.query(`INSERT INTO client_settings (organization_id) SELECT unnest($1::uuid[])`, [ids]);
  });
  afterAll(() => started?.stop());

  interface Row {
    id: Uuid;
  }
  const as = (organizationId: Uuid): Caller => flowCaller('test', [organizationId], null);
  const idsOf = (rows: readonly Row[]): Uuid[] => rows.map(({ id }) => id);

  /** Every way a tenant comes to its rows; what each has to find. */
  const ways: ((id: Uuid, other: Uuid) => Promise<{ found: Uuid[]; due: Uuid[] }>)[] = [
    async (id) => ({ found: await runAs(as(id), () => started.database.transaction((em) => query<Row>(em, mine))).then(idsOf), due: [id] }),
    async (id) => ({ found: await runAs(as(id), () => started.database.statement<Row>(mine)).then(idsOf), due: [id] }),
    async (id) => ({
      found: await runAs(as(id), () => started.database.transaction((em) => query<Row>(em, mine), { repeated: true })).then(idsOf),
      due: [id],
    }),
    async (id, other) => ({
      // Derived by the server instead of the caller's own.
      found: await runAs(as(id), () => started.database.transaction((em) => query<Row>(em, mine), { organizations: [other] })).then(idsOf),
      due: [other],
    }),
    async (id) => {
      // One that fails half-way leaves nothing to whoever comes next.
      const fail = () =>
        started.database.transaction(async (em) => {
          await query(em, mine);
          throw new Error('on purpose');
        });
      await expect(runAs(as(id), fail)).rejects.toThrow('on purpose');
      return { found: [], due: [] };
    },
    async () => ({ found: await started.database.transaction((em) => query<Row>(em, mine)).then(idsOf), due: [] }),
    async () => ({ found: await runAs(serviceCaller('gateway'), () => started.database.statement<Row>(mine)).then(idsOf), due: [] }),
    async (id) => {
      // A narrow role sees what its own policies say, and is gone with its transaction.
      await runAs(as(id), () => started.database.transaction((em) => query(em, `SELECT count(*) FROM users`), { as: 'gatekeeper' }));
      const refused = runAs(as(id), () => started.database.transaction((em) => query(em, `SELECT count(*) FROM users`)));
      await expect(refused).rejects.toThrow('permission denied');
      return { found: [], due: [] };
    },
  ];

  it('show each its own rows, and without a tenant none', async () => {
    const leaks: unknown[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let turn = next++; turn < tenants; turn = next++) {
        const { found, due } = await ways[turn % ways.length](ids[turn], ids[(turn * 7919) % tenants]);
        if (found.join() !== due.join()) leaks.push({ turn, found, due });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    expect(leaks).toEqual([]);
  }, 300_000);

  it('were as few as that: each connection served thousands', async () => {
    const [{ count }] = await started.all.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND usename = 'identity_service'`,
    );
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(connections);
  });

  it('show nothing to a query that names no tenant, on every table there is', async () => {
    const tables = await started.all.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
         AND has_table_privilege('identity_service', c.oid, 'SELECT') AND c.relforcerowsecurity`,
    );
    expect(tables.length).toBeGreaterThan(15);
    for (const { name } of tables) {
      const rows = await started.database.transaction((em) => query(em, `SELECT FROM ${name} LIMIT 1`));
      expect([name, rows.length]).toEqual([name, 0]);
    }
  });
});
