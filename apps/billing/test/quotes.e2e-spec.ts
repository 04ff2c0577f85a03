import { FreezeTaxes, QuoteDocuments } from '#contracts/billing/quote-documents.query';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { batchOf, freeze, issue, linesOf, quebec, quote, register, someNetwork, threeOfTheExample } from './resale.js';

let world: World;
beforeAll(async () => {
  world = await startWorld([billing]);
});
afterAll(() => world.stop());

describe('a quote', () => {
  it('BIL-20: gives each level the taxes of its issuer, and exactly what issuing will charge', async () => {
    const network = await someNetwork(world, { taxes: quebec });
    const quoted = await quote(world, network);
    expect(quoted.map((line) => line.totalMinor)).toEqual([4599, 2874]);
    const importId = newId();
    await freeze(world, network, importId);
    await issue(world, network, batchOf(network, importId, threeOfTheExample));
    const issued = await world
      .database('billing')
      .query<{ total_minor: number; taxes: object }>(
        'SELECT DISTINCT l.total_minor, l.taxes FROM document_lines l JOIN documents d ON d.id = l.document_id WHERE d.import_id = $1 ORDER BY l.total_minor DESC',
        [importId],
      );
    expect(issued).toEqual(quoted.map((line) => ({ total_minor: line.totalMinor, taxes: line.taxes })));
  });

  it('goes by the newest settings, when an older event comes twice and late', async () => {
    const network = await someNetwork(world, { taxes: quebec });
    await register(world, network.club, { version: 3, taxes: [] });
    for (const version of [2, 2]) await register(world, network.club, { version, taxes: quebec });
    const [client] = await quote(world, network);
    expect(client.totalMinor).toBe(4000);
  });

  it("BIL-19: leaves out a tax that is not for the item's kind", async () => {
    const network = await someNetwork(world, { taxes: [{ ...quebec[0], kinds: ['merchandise'] }] });
    const [membership, merchandise] = await quote(world, network, [
      { key: 1, issuerId: network.club.id, kind: 'membership', netMinor: 4000, currency: 'CAD' },
      { key: 2, issuerId: network.club.id, kind: 'merchandise', netMinor: 4000, currency: 'CAD' },
    ]);
    expect([membership.totalMinor, merchandise.totalMinor]).toEqual([4000, 4200]);
  });

  it('BIL-19: computes a second tax on price + first where its issuer says so', async () => {
    const network = await someNetwork(world, { taxes: [quebec[0], { ...quebec[1], compound: true }] });
    const [client] = await quote(world, network);
    expect(client).toMatchObject({ taxes: [{ amountMinor: 200 }, { amountMinor: 419 }], totalMinor: 4619 });
  });

  it('is refused for an issuer outside the network, as if it did not exist', async () => {
    const [network, other] = [await someNetwork(world), await someNetwork(world)];
    await expect(quote(world, network, linesOf(other))).rejects.toMatchObject({ code: 'billing.no-such-issuer', kind: 'missing' });
  });

  it('BIL-6: is refused in a currency its issuer keeps no books in', async () => {
    const network = await someNetwork(world);
    const lines = [{ ...linesOf(network)[0], currency: 'EUR' }];
    await expect(world.ask(message(QuoteDocuments, { lines }), network.ana)).rejects.toMatchObject({ code: 'billing.foreign-currency' });
  });
});

describe('freezing the taxes of an import', () => {
  it('IMP-16: names the lines that would now cost something else, and freezes nothing then', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    const quoted = await quote(world, network);
    await register(world, network.club, { version: 2, taxes: quebec });
    const command = message(FreezeTaxes, { importId, lines: linesOf(network), quoted });
    const { changed } = await world.ask(command, network.flow);
    expect(changed.map((line) => [line.key, line.totalMinor])).toEqual([[1, 4599]]);
    expect(await world.database('billing').query('SELECT FROM import_settings WHERE import_id = $1', [importId])).toEqual([]);
  });

  it('may be repeated, also after the taxes have changed', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    const command = message(FreezeTaxes, { importId, lines: linesOf(network), quoted: await quote(world, network) });
    expect(await world.ask(command, network.flow)).toEqual({ changed: [] });
    await register(world, network.club, { version: 2, taxes: quebec });
    expect(await world.ask(command, network.flow)).toEqual({ changed: [] });
  });

  it('takes the new taxes when the file was previewed again before anything was issued', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    await register(world, network.club, { version: 2, taxes: quebec });
    await freeze(world, network, importId);
    await issue(world, network, batchOf(network, importId, threeOfTheExample));
    const [{ total }] = await world
      .database('billing')
      .query<{ total: number }>(`SELECT sum(total_minor)::bigint AS total FROM documents WHERE import_id = $1 AND level = 'client'`, [
        importId,
      ]);
    expect(total).toBe(3 * 4599);
  });

  it('is closed once documents are issued: other taxes are named as changed', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    await issue(world, network, batchOf(network, importId, threeOfTheExample));
    await register(world, network.club, { version: 2, taxes: quebec });
    const command = message(FreezeTaxes, { importId, lines: linesOf(network), quoted: await quote(world, network) });
    const { changed } = await world.ask(command, network.flow);
    expect(changed.map((line) => [line.key, line.totalMinor])).toEqual([[1, 4000]]);
  });
});
