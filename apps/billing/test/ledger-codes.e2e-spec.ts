import {
  ChangeLedgerCode,
  CreateLedgerCode,
  DeleteLedgerCode,
  ListLedgerCodeItems,
  ListLedgerCodes,
} from '#contracts/billing/ledger-codes';
import { message } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { runInContext } from '#platform/messaging/context';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { LedgerCodes } from '../src/persistence/ledger-codes.js';
import { batchOf, freeze, someBuyers, someNetwork, work, type Network } from './resale.js';

describe('BIL-21: the chart of ledger codes', () => {
  let world: World;
  let network: Network;
  let importId: Uuid;

  beforeAll(async () => {
    world = await startWorld([billing]);
    network = await someNetwork(world);
    importId = newId();
    await freeze(world, network, importId);
    await work(world, network, batchOf(network, importId, someBuyers(3)));
  });
  afterAll(() => world?.stop());

  const list = (by = network.ana, more: object = {}) =>
    world.ask(message(ListLedgerCodes, { limit: 50, sort: 'code', ...more }), by).then(({ data }) => data);
  const add = (code: string, by = network.ana, ledgerCodeId = newId()) =>
    world.ask(message(CreateLedgerCode, { ledgerCodeId, code, kind: 'fee', names: { fr: 'Frais' } }), by);

  it('BIL-21: has the codes that documents use, at each level, without anybody adding them', async () => {
    expect(await list()).toMatchObject([{ code: '4000', kind: 'revenue', inUse: true, archived: false }]);
    expect(await list(network.director)).toMatchObject([{ code: '4000', inUse: true }]);
  });

  it('BIL-21: tells which items use a code, and nobody else’s', async () => {
    const [{ id }] = await list();
    const { data } = await world.ask(message(ListLedgerCodeItems, { ledgerCodeId: id, limit: 2 }), network.ana);
    expect(data).toMatchObject([
      { kind: 'membership', netMinor: 4000 },
      { kind: 'membership', netMinor: 4000 },
    ]);
    const first = await world.ask(message(ListLedgerCodeItems, { ledgerCodeId: id, limit: 2 }), network.ana);
    const rest = await world.ask(message(ListLedgerCodeItems, { ledgerCodeId: id, limit: 2, after: first.next ?? '' }), network.ana);
    expect(rest).toMatchObject({ data: [{ documentKind: 'invoice' }], next: null });
    expect(new Set([...first.data, ...rest.data].map((item) => item.documentId)).size).toBe(3);
    await expect(world.ask(message(ListLedgerCodeItems, { ledgerCodeId: id, limit: 2 }), network.director)).rejects.toMatchObject({
      code: 'billing.no-such-ledger-code',
    });
  });

  it('BIL-21: keeps a code in use: it is archived, and cannot be deleted, not even by hand', async () => {
    const [{ id, version }] = await list();
    await expect(world.ask(message(DeleteLedgerCode, { ledgerCodeId: id }), network.ana)).rejects.toMatchObject({
      code: 'billing.ledger-code-in-use',
      kind: 'rule',
    });
    await expect(world.database('billing').query('DELETE FROM ledger_codes')).rejects.toThrow('in use');
    await expect(world.database('billing').query(`UPDATE ledger_codes SET code = '4001'`)).rejects.toThrow('in use');
    const archived = await world.ask(message(ChangeLedgerCode, { ledgerCodeId: id, version, archived: true }), network.ana);
    expect(archived).toMatchObject({ archived: true, version: version + 1 });
    expect(await list(network.ana, { archived: false })).toEqual([]);
    await expect(world.ask(message(ChangeLedgerCode, { ledgerCodeId: id, version, archived: false }), network.ana)).rejects.toMatchObject({
      code: 'billing.stale-ledger-code',
      facts: { version: version + 1 },
    });
  });

  it('BIL-21: refuses an archived code to staff, while a file imported before still finds it', async () => {
    const [{ id, version, archived }] = await list();
    if (!archived) await world.ask(message(ChangeLedgerCode, { ledgerCodeId: id, version, archived: true }), network.ana);
    const { app } = world.services.billing;
    const asked = runInContext({ caller: network.ana, correlationId: newId() }, () =>
      app.get(Database).transaction((em) => app.get(LedgerCodes).refuseArchived(em, network.club.id, ['4100', '4000'])),
    );
    await expect(asked).rejects.toMatchObject({ code: 'billing.ledger-code-archived', facts: { ledgerCode: '4000' } });
    await work(world, network, batchOf(network, importId, someBuyers(2, 20), 1));
    expect(await list()).toMatchObject([{ code: '4000', archived: true, inUse: true }]);
  });

  it('BIL-21: deletes a code that nothing uses, and has each code once', async () => {
    const { id } = await add('4300');
    await expect(add('4300')).rejects.toMatchObject({ code: 'billing.ledger-code-exists', kind: 'conflict' });
    expect(await add('4300', network.ana, id)).toMatchObject({ id, version: 1 }); // The same again changes nothing.
    expect(await add('4300', network.director)).toMatchObject({ code: '4300' }); // Another organization's chart.
    await expect(world.ask(message(DeleteLedgerCode, { ledgerCodeId: id }), network.director)).rejects.toMatchObject({ kind: 'missing' });
    await world.ask(message(DeleteLedgerCode, { ledgerCodeId: id }), network.ana);
    expect((await list()).map(({ code }) => code)).toEqual(['4000']);
  });

  it('BIL-21: pages and sorts by code either way', async () => {
    for (const code of ['5100', '5000', 'Été 2026']) await add(code);
    const down = await world.ask(message(ListLedgerCodes, { limit: 2, sort: '-code' }), network.ana);
    expect(down.data.map(({ code }) => code)).toEqual(['Été 2026', '5100']);
    const rest = await world.ask(message(ListLedgerCodes, { limit: 2, sort: '-code', after: down.next ?? '' }), network.ana);
    expect(rest).toMatchObject({ data: [{ code: '5000' }, { code: '4000' }], next: null });
    await expect(add(' 4400')).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('marks a code added before its first use', async () => {
    const other = await someNetwork(world);
    await add('4000', other.ana);
    const otherImport = newId();
    await freeze(world, other, otherImport);
    await work(world, other, batchOf(other, otherImport, someBuyers(1)));
    expect(await list(other.ana)).toMatchObject([{ code: '4000', kind: 'fee', names: { fr: 'Frais' }, inUse: true, version: 1 }]);
  });

  it('keeps the books in order', async () => {
    for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
  });
});
