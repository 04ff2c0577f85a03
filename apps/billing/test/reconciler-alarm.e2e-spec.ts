import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { newId, type Uuid } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { startWorld, type World } from '#testing/start-world';
import { BillingConfig } from '../src/billing.config.js';
import { billing } from '../src/billing.service.js';
import { batchOf, freeze, someBuyers, someNetwork, work } from './resale.js';

/** reliability.md, Money 6: it runs by itself, and whatever differs raises an alarm. */
describe('the continuous reconciler', () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld([billing], { env: { RECONCILE_EVERY_MS: '200' } });
  });
  afterAll(() => world?.stop());

  const byHand = (sql: string) => world.database('billing').query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);

  async function differences(): Promise<number> {
    const metrics = await (await fetch(`http://127.0.0.1:${world.services.billing.port}/metrics`)).text();
    return Number(/^tessera_billing_differences\{[^}]*\} (\d+)$/m.exec(metrics)?.[1] ?? NaN);
  }

  it('checks within five minutes unless told to check sooner, and never later', () => {
    expect(new BillingConfig().RECONCILE_EVERY_MS).toBe(300_000);
  });

  it('raises an alarm, in the log and as a figure, for a sale that lost its counterpart, until it is put right', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    await work(world, network, batchOf(network, importId, someBuyers(2)));
    await eventually(async () => (await differences()) === 0, { withinMs: 30_000 });

    const alarms = jest.spyOn(Logger.prototype, 'error');
    const [{ id }] = await world.database('billing').query<{ id: Uuid }>(`SELECT id FROM documents WHERE level = 'corporate' LIMIT 1`);
    await byHand(
      `CREATE TABLE kept_lines AS SELECT * FROM document_lines WHERE document_id = '${id}'; UPDATE document_lines SET sale_id = gen_random_uuid() WHERE document_id = '${id}'`,
    );
    await eventually(async () => (await differences()) > 0, { withinMs: 30_000 });
    expect(alarms.mock.calls.map(([line]) => line as object)).toContainEqual(
      expect.objectContaining({ alarm: true, invariant: 2, title: 'a sale has one line at each level, one of its seller alone one line' }),
    );
    alarms.mockRestore();

    await byHand(
      `UPDATE document_lines l SET sale_id = k.sale_id FROM kept_lines k WHERE l.document_id = k.document_id; DROP TABLE kept_lines`,
    );
    await eventually(async () => (await differences()) === 0, { withinMs: 30_000 });
  });

  it('raises an alarm for a credit that no decision speaks of', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    await work(world, network, batchOf(network, importId, someBuyers(1)));
    const [{ id }] = await world
      .database('billing')
      .query<{ id: Uuid }>(`SELECT id FROM documents WHERE level = 'client' AND issuer_id = $1`, [network.club.id]);
    const note = newId();
    await byHand(`
      INSERT INTO documents (id, issuer_id, billing_account_id, party_id, issued_on, due_on, number, net_minor, tax_minor, total_minor, currency, kind, level, label, reason, operation_id, description, items)
        SELECT '${note}', issuer_id, billing_account_id, party_id, issued_on, due_on, 1, -net_minor, -tax_minor, -total_minor, currency, 'credit-note', level, 'x', 'cancellation', '${newId()}', description, items FROM documents WHERE id = '${id}';
      INSERT INTO document_lines (document_id, issuer_id, sale_id, net_minor, tax_minor, total_minor, position, level, kind, ledger_code, description, taxes, credits_document_id, credits_position)
        SELECT '${note}', issuer_id, sale_id, -net_minor, -tax_minor, -total_minor, 1, level, kind, ledger_code, description, '[]', document_id, 1 FROM document_lines WHERE document_id = '${id}'`);
    const alarms = jest.spyOn(Logger.prototype, 'error');
    await eventually(
      () =>
        alarms.mock.calls.some(
          ([line]) => (line as { title?: string }).title === 'the level above is credited as the decision about each cancellation says',
        ),
      { withinMs: 30_000 },
    );
    alarms.mockRestore();
  });
});
