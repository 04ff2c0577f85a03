import { CounterDocuments, DocumentsCountered, FindTouchedDocuments } from '#contracts/billing/counter-documents.command';
import { ListBillingAccounts } from '#contracts/billing/documents.query';
import { CreditPairs } from '#contracts/billing/pairs';
import { RecordPayment } from '#contracts/billing/payments';
import type { Caller } from '#contracts/caller';
import { CancelMemberships } from '#contracts/memberships/cancel-memberships.command';
import { message, type Fields, type FlowClass } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { batchOf, freeze, issue, quebec, someNetwork, threeOfTheExample, type Network } from './resale.js';

let world: World;
const clock = new MovedClock(new Date('2026-09-02T00:30:00Z')); // Still the first of September in Quebec.

beforeAll(async () => {
  world = await startWorld([billing], { clock });
});
afterAll(() => world.stop());
afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
});

const accounts = async (as: Caller) => (await world.ask(message(ListBillingAccounts, { limit: 200 }), as)).data;
const sql = <R>(text: string, values: unknown[] = []) => world.database('billing').query<R>(text, values);

async function imported({ freemium = false } = {}): Promise<{ network: Network; importId: Uuid }> {
  const [network, importId] = [await someNetwork(world, { taxes: quebec, freemium }), newId()];
  await freeze(world, network, importId);
  await issue(world, network, batchOf(network, importId, threeOfTheExample));
  return { network, importId };
}

const counter = ({ club, federation }: Network, importId: Uuid, rows = [2, 3, 4], batch = 1): Fields<CounterDocuments> => ({
  importId,
  batch,
  organizationId: club.id,
  federationId: federation.id,
  rows,
});

async function announced<T extends object>(type: FlowClass<T>, importId: Uuid): Promise<Fields<T>[]> {
  const rows = await sql<{ payload: string }>(`SELECT payload FROM outbox WHERE subject = $1 ORDER BY created_at, id`, [type.subject]);
  return rows.map(({ payload }) => JSON.parse(payload) as Fields<T> & { importId: Uuid }).filter((event) => event.importId === importId);
}

async function countered(network: Network, importId: Uuid, messageId = newId()): Promise<Fields<DocumentsCountered>> {
  const before = (await announced(DocumentsCountered, importId)).length;
  await world.send(CounterDocuments, counter(network, importId), network.flow, { messageId });
  return eventually(async () => (await announced(DocumentsCountered, importId))[before]);
}

const creditNotes = (importId: Uuid) =>
  sql<{ level: string; total: number; day: string; reason: string }>(
    `SELECT level, total_minor AS total, issued_on::text AS day, reason FROM documents WHERE import_id = $1 AND kind = 'credit-note' ORDER BY level, number`,
    [importId],
  );

async function pay({ ana }: Network, name: string, amountMinor: number): Promise<void> {
  const account = (await accounts(ana)).find((each) => each.name === name);
  const command = { paymentId: newId(), billingAccountId: account!.id, amountMinor, currency: 'CAD', method: 'cash' as const };
  await world.ask(message(RecordPayment, command), ana, { idempotencyKey: newId() });
}

describe('countering the documents of an import', () => {
  it.each([false, true])('IMP-17: credits every invoice whole at its level, with its taxes of record (Freemium: %s)', async (freemium) => {
    const { network, importId } = await imported({ freemium });
    clock.moveTo('2026-09-12T12:00:00Z');
    const { rows, kept } = await countered(network, importId);
    expect(kept).toEqual([]);
    expect(rows.map(({ row, clientMinor, corporateMinor, refundedMinor }) => [row, clientMinor, corporateMinor, refundedMinor])).toEqual([
      [2, 4599, 2874, freemium ? 4599 : 0],
      [3, 4599, 2874, freemium ? 4599 : 0],
      [4, 4599, 2874, freemium ? 4599 : 0],
    ]);
    const note = (level: string, total: number) => ({ level, total, day: '2026-09-12', reason: 'import-undone' });
    expect(await creditNotes(importId)).toEqual([
      ...Array.from({ length: 3 }, () => note('client', -4599)),
      ...Array.from({ length: 3 }, () => note('corporate', -2874)),
    ]);
    for (const account of [...(await accounts(network.ana)), ...(await accounts(network.director))]) {
      expect(account).toMatchObject({ balanceMinor: 0, creditedMinor: account.invoicedMinor, refundedMinor: account.paidMinor });
    }
    expect(await announced(CancelMemberships, importId)).toEqual([expect.objectContaining({ batch: 1, rows: [2, 3, 4] })]);
  });

  it('IMP-17: happens once, under the same message or another, and is announced again with the same numbers', async () => {
    const { network, importId } = await imported({ freemium: true });
    const messageId = newId();
    const first = await countered(network, importId, messageId);
    await world.send(CounterDocuments, counter(network, importId), network.flow, { messageId });
    const again = await countered(network, importId);
    expect(again).toEqual(first);
    expect(await announced(DocumentsCountered, importId)).toHaveLength(2);
    expect(await creditNotes(importId)).toHaveLength(6);
  });

  it('IMP-17: keeps as a whole what was paid since, and says so before', async () => {
    const { network, importId } = await imported();
    await pay(network, 'Ana Côté', 1);
    const { rows: foreseen } = await world.ask(message(FindTouchedDocuments, { importId, rows: [2, 3, 4] }), network.flow);
    expect(foreseen.map(({ row, reasons, accountInUse }) => [row, reasons, accountInUse])).toEqual([
      [2, ['client-paid'], true],
      [3, [], false],
      [4, [], false],
    ]);
    const { rows, kept } = await countered(network, importId);
    expect(kept).toEqual([{ row: 2, reasons: ['client-paid'] }]);
    expect(rows.map(({ row }) => row)).toEqual([3, 4]);
    expect(await creditNotes(importId)).toHaveLength(4);
    expect(await announced(CancelMemberships, importId)).toEqual([expect.objectContaining({ rows: [3, 4] })]);
  });

  it('IMP-17: keeps as a whole what a note has credited since, be it of nothing', async () => {
    const { network, importId } = await imported();
    const both = { organizationId: network.club.id, federationId: network.federation.id };
    const nothing = { kind: 'percent' as const, percentPpm: 0 };
    const credit = { operationId: newId(), saleId: derivedId('sale', importId, 3), client: null, corporate: nothing };
    await world.ask(message(CreditPairs, { ...both, credits: [credit] }), network.ana);
    const { rows, kept } = await countered(network, importId);
    expect(kept).toEqual([{ row: 3, reasons: ['club-credited'] }]);
    expect(rows.map(({ row }) => row)).toEqual([2, 4]);
  });

  it('IMP-17: money that comes for a row while it is undone settles it or finds it countered, never both', async () => {
    const { network, importId } = await imported();
    const [{ rows, kept }] = await Promise.all([countered(network, importId), pay(network, 'Ana Côté', 4599)]);
    expect(rows.length + kept.length).toBe(3);
    const ana = (await accounts(network.ana)).find(({ name }) => name === 'Ana Côté');
    expect(ana).toMatchObject(kept.length > 0 ? { creditedMinor: 0, balanceMinor: 0 } : { creditedMinor: 4599, balanceMinor: -4599 });
  });

  it('touches nothing of another club of the federation', async () => {
    const { network, importId } = await imported();
    const sibling = await someNetwork(world, { federation: network.federation });
    expect(await countered(sibling, importId)).toMatchObject({ rows: [], kept: [] });
    expect(await creditNotes(importId)).toEqual([]);
  });
});
