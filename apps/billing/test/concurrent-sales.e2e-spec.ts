import { setTimeout as pause } from 'node:timers/promises';
import { CommandBus } from '@nestjs/cqrs';
import { CreditPairs, IssuePairs, ReplaceSales, type BilledSale, type SaleToBill } from '#contracts/billing/pairs';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { runInContext } from '#platform/messaging/context';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { fakeIdentity } from './fake-identity.js';
import { recreational, someNetwork, type Network } from './resale.js';
import { competitive, someReplacement, someSale } from './sales.js';

let world: World;
let networks: Network[]; // Two clubs of one federation: its numbers are everybody's.

beforeAll(async () => {
  world = await startWorld([billing, fakeIdentity]);
});
afterAll(() => world.stop());
beforeEach(async () => {
  const first = await someNetwork(world);
  networks = [first, await someNetwork(world, { federation: first.federation })];
});
afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await all().query(sql)]).toEqual([title, []]);
});

const all = () => world.database('billing');
const both = ({ club, federation }: Network) => ({ organizationId: club.id, federationId: federation.id });

/** As a thread of the service works on it, without the broker. */
const work = (network: Network, command: object): Promise<unknown> =>
  runInContext({ caller: network.flow, correlationId: newId() }, () =>
    world.services.billing.app.get(CommandBus).execute(command as never),
  );

const series = (kind: string, issuerId = networks[0].federation.id) =>
  all().query(
    `SELECT count(*)::int AS many, min(number)::int AS low, max(number)::int AS high FROM documents WHERE issuer_id = $1 AND kind = $2`,
    [issuerId, kind],
  );

describe('many at once', () => {
  it('BIL-5: 32 writers of sales, credits and replacements, half of them rolled back at their last step, their numbers taken, leave neither gap nor repeat', async () => {
    const writers = Array.from({ length: 32 }, (_, i) => ({ of: networks[i % 2], sales: [someSale(), someSale(), someSale()] }));
    await Promise.all(writers.map(({ of, sales }) => work(of, message(IssuePairs, { ...both(of), terms: [recreational], sales }))));

    await all().query(`CREATE SEQUENCE tries`);
    await all().query(`CREATE FUNCTION fail_first() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN IF nextval('tries') <= 16 THEN RAISE EXCEPTION 'forced rollback of % numbers',
        (SELECT count(*) FROM documents WHERE xmin::text = (pg_current_xact_id()::text::bigint % 4294967296)::text);
      END IF; RETURN NEW; END $$`);
    await all().query(`CREATE TRIGGER fail_first BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION fail_first()`);
    try {
      const commands = writers.map(({ of, sales }, i) => {
        const [sold] = sales;
        if (i % 3 === 0) return { of, command: message(IssuePairs, { ...both(of), terms: [recreational], sales: [someSale()] }) };
        const replacements = [someReplacement(sold.saleId)];
        if (i % 3 === 1) return { of, command: message(ReplaceSales, { ...both(of), terms: [competitive], replacements }) };
        const credits = sales.map(({ saleId }) => ({ operationId: newId(), saleId, client: whole, corporate: whole }));
        return { of, command: message(CreditPairs, { ...both(of), credits }) };
      });
      const tried = await Promise.allSettled(commands.map(({ of, command }) => work(of, command)));
      const failed = commands.filter((_, i) => tried[i].status === 'rejected');
      expect(failed).toHaveLength(16);
      for (const one of tried) if (one.status === 'rejected') expect(String(one.reason)).toMatch(/forced rollback of [1-9]\d* numbers/);
      await Promise.all(failed.map(({ of, command }) => work(of, command)));

      const [sales, replacements, credits] = [11, 11, 10];
      const invoices = 96 + sales + replacements;
      expect(await series('invoice')).toEqual([{ many: invoices, low: 1, high: invoices }]);
      const notes = replacements + 3 * credits;
      expect(await series('credit-note')).toEqual([{ many: notes, low: 1, high: notes }]);
    } finally {
      await all().query('DROP TRIGGER fail_first ON audit_log');
      await all().query('DROP FUNCTION fail_first');
      await all().query('DROP SEQUENCE tries');
    }
  });

  it('MEM-18: a thousand sales at once at five clubs of one federation, some asked for twice: every client document has its corporate twin, once', async () => {
    const [{ federation }] = networks;
    const clubs = [...networks, ...(await Promise.all([1, 2, 3].map(() => someNetwork(world, { federation }))))];
    const sales = Array.from({ length: 1000 }, (_, i) => ({ of: clubs[i % clubs.length], sale: someSale(), key: newId() }));
    const repeated = sales.filter((_, i) => i % 10 === 0);

    const asked = [...sales, ...repeated].map(({ of, sale, key }) => sellUntilAnswered(of, sale, key)); // All of them, before any is awaited.
    const answers = await Promise.all(asked);
    expect(answers.slice(1000)).toEqual(answers.filter((_, i) => i < 1000 && i % 10 === 0));
    expect(new Set(answers.map(({ client }) => client.id)).size).toBe(1000);

    const ids = clubs.map(({ club }) => club.id);
    const [twins] = await all().query(
      `SELECT count(*)::int AS many, count(DISTINCT client.sale_id)::int AS sales, count(corporate.sale_id)::int AS twins
       FROM document_lines client LEFT JOIN document_lines corporate
         ON corporate.sale_id = client.sale_id AND corporate.level = 'corporate' AND corporate.issuer_id = $2
       WHERE client.level = 'client' AND client.issuer_id = ANY ($1::uuid[])`,
      [ids, federation.id],
    );
    expect(twins).toEqual({ many: 1000, sales: 1000, twins: 1000 });
    expect(await series('invoice')).toEqual([{ many: 1000, low: 1, high: 1000 }]);
    for (const id of ids) expect(await series('invoice', id)).toEqual([{ many: 200, low: 1, high: 200 }]);
  }, 300_000);

  /** As the contract has it: who gets no answer in time, or is told that the first try is still under way, asks again under the same key. */
  async function sellUntilAnswered(of: Network, sale: SaleToBill, idempotencyKey: string): Promise<BilledSale> {
    const command = message(IssuePairs, { ...both(of), terms: [recreational], sales: [sale] });
    for (;;) {
      try {
        return (await world.ask(command, of.ana, { idempotencyKey })).sales[0];
      } catch (error) {
        const { code = '' } = error as { code?: string };
        if (!['platform.unavailable', 'platform.in-progress'].includes(code)) throw error;
        await pause(500 + Math.random() * 1000);
      }
    }
  }

  it('one sale credited by many at once is credited once', async () => {
    const [network] = networks;
    const sale = someSale();
    await work(network, message(IssuePairs, { ...both(network), terms: [recreational], sales: [sale] }));
    const credit = () => ({ operationId: newId(), saleId: sale.saleId, client: whole, corporate: whole });
    const tried = await Promise.allSettled(
      Array.from({ length: 8 }, () => work(network, message(CreditPairs, { ...both(network), credits: [credit()] }))),
    );
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  const whole = { kind: 'whole' as const };
});
