import { parseString } from 'fast-csv';
import type { Caller } from '#contracts/caller';
import { ListUnpaidAccounts, ListUnpaidItems, MakeUnpaidFile, type Age, type UnpaidSort } from '#contracts/billing/unpaid.query';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { batchOf, freeze, someNetwork, work, type Network } from './resale.js';

let world: World;
let network: Network;
const clock = new MovedClock(new Date('2026-01-10T15:00:00Z'));

// Invoices are due thirty days after their issue.
const sales = [
  { day: '2026-01-10T15:00:00Z', buyers: ['Ana', 'Zoé'] }, // Due on 9 February.
  { day: '2026-03-01T15:00:00Z', buyers: ['=Max', 'Ana'] }, // Due on 31 March.
  { day: '2026-04-20T15:00:00Z', buyers: ['Ana'] }, // Due on 20 May.
];

beforeAll(async () => {
  world = await startWorld([billing], { clock });
  network = await someNetwork(world);
  const clients = new Map<string, { accountId: string; clientId: string }>();
  for (const [batch, { day, buyers }] of sales.entries()) {
    clock.moveTo(day);
    const importId = newId();
    await freeze(world, network, importId);
    const drafts = batchOf(network, importId, buyers.map((name, i) => ({ row: 2 + i, name }))); // prettier-ignore
    const known = drafts.sales.map((sale, i) => {
      const client = clients.get(buyers[i]) ?? { accountId: sale.accountId, clientId: sale.clientId };
      clients.set(buyers[i], client);
      return { ...sale, ...client };
    });
    await work(world, network, { ...drafts, batch, sales: known });
  }
});
afterAll(() => world?.stop());

const accounts = (
  as: Caller,
  asked: { on?: string; sort?: UnpaidSort; limit?: number; after?: string; level?: 'client' | 'corporate' } = {},
) => world.ask(message(ListUnpaidAccounts, { limit: 50, ...asked }), as);
const items = (as: Caller, asked: { on?: string; age?: Age; billingAccountId?: string; limit?: number; after?: string } = {}) =>
  world.ask(message(ListUnpaidItems, { limit: 50, ...asked }), as);

describe('the unpaid report', () => {
  it('BIL-24: tells for each account what is open, by how long it has been due on a day', async () => {
    const { data } = await accounts(network.ana, { on: '2026-05-10', sort: 'name' });
    expect(data.map(({ name, items: open, oldestDueOn, byAge, openMinor }) => [name, open, oldestDueOn, byAge, openMinor])).toEqual([
      ['=Max', 1, '2026-03-31', { 'not-due': 0, '0-30': 0, '31-60': 4000, '61-90': 0, 'over-90': 0 }, 4000],
      ['Ana', 3, '2026-02-09', { 'not-due': 4000, '0-30': 0, '31-60': 4000, '61-90': 4000, 'over-90': 0 }, 12000],
      ['Zoé', 1, '2026-02-09', { 'not-due': 0, '0-30': 0, '31-60': 0, '61-90': 4000, 'over-90': 0 }, 4000],
    ]);
  });

  it('BIL-24: ages move with the day, and today is the organization’s', async () => {
    const over = await accounts(network.ana, { on: '2026-05-11', sort: 'name' });
    expect(over.data[2].byAge).toEqual({ 'not-due': 0, '0-30': 0, '31-60': 0, '61-90': 0, 'over-90': 4000 });
    clock.moveTo('2026-05-21T03:00:00Z'); // Still the 20th in Quebec.
    expect((await items(network.ana, { age: '0-30' })).data).toEqual([
      expect.objectContaining({ name: 'Ana', dueOn: '2026-05-20', daysLate: 0 }),
    ]);
  });

  it.each(['name', 'owed', 'oldest'] as const)('is sorted by %s, in pages of any length', async (sort) => {
    const { data: whole } = await accounts(network.ana, { sort });
    const names: string[] = [];
    let after: string | undefined;
    do {
      const page = await accounts(network.ana, { sort, limit: 1, after });
      names.push(...page.data.map(({ name }) => name));
      after = page.next ?? undefined;
    } while (after);
    expect(names).toEqual(whole.map(({ name }) => name));
    expect(names[0]).toBe({ name: '=Max', owed: 'Ana', oldest: names[0] }[sort]);
    expect(names).toHaveLength(3);
  });

  it('lists the items behind it, the longest due first, narrowed and in pages', async () => {
    const all = await items(network.ana, { on: '2026-05-10' });
    expect(all.data.map(({ dueOn, age }) => [dueOn, age])).toEqual([
      ['2026-02-09', '61-90'],
      ['2026-02-09', '61-90'],
      ['2026-03-31', '31-60'],
      ['2026-03-31', '31-60'],
      ['2026-05-20', 'not-due'],
    ]);
    const first = await items(network.ana, { on: '2026-05-10', limit: 3 });
    const second = await items(network.ana, { on: '2026-05-10', limit: 3, after: first.next ?? undefined });
    expect([...first.data, ...second.data]).toEqual(all.data);
    const { billingAccountId } = all.data[4];
    expect((await items(network.ana, { billingAccountId })).data).toHaveLength(3);
  });

  it('MEM-19: a federation sees what each club owes; a club’s own debts and its clients’ are in no report of another', async () => {
    const { data } = await accounts(network.director);
    expect(data.map(({ name, level, debtorId, openMinor }) => [name, level, debtorId, openMinor])).toEqual([
      [network.club.name, 'corporate', network.club.id, 12_500],
    ]);
    expect((await accounts(network.ana, { level: 'corporate' })).data).toEqual([]);
    expect((await accounts(someCaller())).data).toEqual([]);
    expect((await items(network.director)).data).toHaveLength(5);
  });

  it('BIL-24: opens in a spreadsheet, and starts no formula there', async () => {
    const file = await world.ask(message(MakeUnpaidFile, { on: '2026-05-10', language: 'fr' }), network.ana);
    expect(file.fileName).toBe('Impayés 2026-05-10.csv');
    const rows: string[][] = [];
    await new Promise((resolve, reject) => {
      parseString<string[], string[]>(Buffer.from(file.base64, 'base64').toString())
        .on('data', (row: string[]) => rows.push(row))
        .on('error', reject)
        .on('end', resolve);
    });
    const [header, ...lines] = rows;
    const told = lines.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i]])));
    const { data } = await items(network.ana, { on: '2026-05-10' });
    expect(told.map((row) => [row.Compte, row['Numéro'], row['Échéance'], Number(row['Jours de retard']), row.Ouvert, row.Devise])).toEqual(
      data.map((item) => [item.name.replace('=', "'="), item.number, item.dueOn, item.daysLate, '40.00', 'CAD']),
    );
    expect(new Set(told.map((row) => row['Âge']))).toEqual(new Set(['61–90 jours', '31–60 jours', 'non échu']));
  });
});
