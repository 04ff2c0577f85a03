import type { Caller } from '#contracts/caller';
import { ExportJournal, ListJournal, RecogniseRevenue } from '#contracts/billing/journal';
import { GetReconciliation } from '#contracts/billing/reconciliation';
import { CreditPairs } from '#contracts/billing/pairs';
import { message, type Fields } from '#contracts/message';
import { newId } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { RecogniseRevenueSchedule } from '../src/features/recognise-revenue/recognise-revenue.schedule.js';
import { billingInvariants } from '../src/invariants.js';
import { fakeIdentity } from './fake-identity.js';
import { quebec, recreational, someNetwork, type Network } from './resale.js';
import { clientAccountOf, competitiveInOctober, pay, replace, sell, someReplacement, someSale } from './sales.js';

let world: World;
let network: Network;
const clock = new MovedClock();

beforeAll(async () => {
  world = await startWorld([billing, fakeIdentity], { clock });
});
afterAll(() => world?.stop());

beforeEach(async () => {
  clock.moveTo('2026-09-10T15:00:00Z');
  network = await someNetwork(world, { taxes: quebec });
});
afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
});

const list = (by: Caller, asked: Partial<Fields<ListJournal>> = {}) =>
  world.ask(message(ListJournal, { limit: 50, sort: 'bookedOn', from: '2026-09-01', to: '2027-12-31', ...asked }), by);

async function exported(by: Caller, asked: Pick<ExportJournal, 'detail' | 'format'>): Promise<string> {
  let text = '';
  for (let after: string | null | undefined; after !== null;) {
    const piece = await world.ask(message(ExportJournal, { ...asked, after }), by);
    text += piece.text;
    after = piece.next;
  }
  return text;
}

describe('the journal', () => {
  it('BIL-22: is double-entry: every document and payment of the organization, each summing to zero', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    await pay(world, network.ana, clientAccountOf(network, sale.accountId), 4599);
    const { data } = await list(network.ana);
    expect(data.map(({ kind }) => kind).sort()).toEqual(['invoice', 'payment']);
    for (const { postings } of data) expect(postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
    expect(data.find(({ kind }) => kind === 'invoice')).toMatchObject({
      bookedOn: '2026-09-10',
      number: '2026-000001',
      currency: 'CAD',
      postings: [
        { account: 'receivable', code: null, amountMinor: 4599 },
        { account: 'revenue', code: '4000', amountMinor: -4000 },
        { account: 'tax-payable', code: 'GST', amountMinor: -200 },
        { account: 'tax-payable', code: 'QST', amountMinor: -399 },
      ],
    });
    expect((await list(network.director)).data).toMatchObject([{ kind: 'invoice', postings: expect.arrayContaining([]) }]); // The federation's own.
  });

  it('filters by account, code, kind, entry and day, pages, and sorts either way', async () => {
    await sell(world, network, [someSale(), someSale()]);
    clock.moveTo('2026-10-10T15:00:00Z');
    const paid = someSale();
    await sell(world, network, [paid], competitiveInOctober);
    await pay(world, network.ana, clientAccountOf(network, paid.accountId), 100);
    const kinds = async (asked: Partial<Fields<ListJournal>>) => (await list(network.ana, asked)).data.map(({ kind }) => kind);
    expect(await kinds({ account: 'cash' })).toEqual(['payment']);
    expect(await kinds({ code: 'QST' })).toEqual(['invoice', 'invoice', 'invoice']);
    expect(await kinds({ kind: 'payment' })).toEqual(['payment']);
    expect(await kinds({ from: '2026-09-11', account: 'revenue' })).toEqual(['invoice']);
    expect(await kinds({ to: '2026-09-09' })).toEqual([]);
    const [{ id }] = (await list(network.ana)).data;
    expect((await list(network.ana, { entryId: id })).data.map((entry) => entry.id)).toEqual([id]);
    expect((await list(network.director, { entryId: id })).data).toEqual([]);

    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await list(network.ana, { limit: 3, sort: '-bookedOn', after });
      seen.push(...page.data.map((entry) => `${entry.bookedOn} ${entry.id}`));
      after = page.next;
    }
    expect(seen).toEqual((await list(network.ana)).data.map((entry) => `${entry.bookedOn} ${entry.id}`).reverse());
  });

  it('BIL-21: is exported by ledger code, one sum a code or posting by posting, and both agree', async () => {
    await sell(world, network, [someSale(), someSale()]);
    const sums = JSON.parse(await exported(network.ana, { detail: 'lump-sum', format: 'json' })) as {
      account: string;
      code: string | null;
    }[];
    expect(sums).toMatchObject([
      { account: 'receivable', code: null, debit: { amountMinor: 9198, currency: 'CAD' }, balance: { amountMinor: 9198 }, postings: 2 },
      { account: 'revenue', code: '4000', credit: { amountMinor: 8000 }, balance: { amountMinor: -8000 }, postings: 2 },
      { account: 'tax-payable', code: 'GST', balance: { amountMinor: -400 } },
      { account: 'tax-payable', code: 'QST', balance: { amountMinor: -798 } },
    ]);
    const details = JSON.parse(await exported(network.ana, { detail: 'detailed', format: 'json' })) as {
      account: string;
      amount: { amountMinor: number };
    }[];
    const revenue = details.filter(({ account }) => account === 'revenue');
    expect(revenue).toMatchObject([{ items: 'Patinage récréatif, 2026-09-01 – 2027-08-31', entryId: expect.stringMatching(/^inv_/) }, {}]);
    expect(revenue.reduce((sum, { amount }) => sum + amount.amountMinor, 0)).toBe(-8000);

    const lump = await exported(network.ana, { detail: 'lump-sum', format: 'csv' });
    expect(lump).toContain('revenue,4000,,CAD,0.00,80.00,-80.00,2,revenue\r\n');
    expect((await exported(network.ana, { detail: 'detailed', format: 'csv' })).split('\r\n')).toHaveLength(1 + 8 + 1);
  });

  it('neutralises what a spreadsheet would take for a formula', async () => {
    await sell(world, network, [someSale()], { ...recreational, ledgerCode: '=1+1', name: '@SUM(A1)' });
    const csv = await exported(network.ana, { detail: 'detailed', format: 'csv' });
    expect(csv).toContain(`,'=1+1,`);
    expect(csv).toContain(`'@SUM(A1)`);
  });
});

describe('BIL-22: accrual', () => {
  beforeEach(async () => {
    await world.database('billing').query('INSERT INTO billing_settings (issuer_id, accrual) VALUES ($1, true)', [network.club.id]);
  });
  const recognise = (month?: string, by = network.ana) => world.ask(message(RecogniseRevenue, { month }), by);
  const balances = async (by = network.ana) => {
    const sums = JSON.parse(await exported(by, { detail: 'lump-sum', format: 'json' })) as {
      account: string;
      balance: { amountMinor: number };
    }[];
    return Object.fromEntries(sums.map(({ account, balance }) => [account, balance.amountMinor]));
  };

  it('defers the price of a term at the organization that keeps its books so, and nobody else’s', async () => {
    await sell(world, network, [someSale()]);
    expect(await balances()).toMatchObject({ receivable: 4599, 'deferred-revenue': -4000 });
    expect(await balances()).not.toHaveProperty('revenue');
    expect(await balances(network.director)).toMatchObject({ revenue: -2500 });
  });

  it('recognises it month by month, day by day, and the whole term exactly; a repeat changes nothing', async () => {
    await sell(world, network, [someSale()]);
    await expect(recognise('2026-09')).rejects.toMatchObject({ code: 'billing.month-not-over', kind: 'rule' });
    clock.moveTo('2026-10-02T15:00:00Z');
    const first = await recognise();
    expect(first).toMatchObject({ through: '2026-09-30', amountMinor: 329, lines: 1 }); // 30 of 365 days of 40.00.
    expect(await recognise('2026-09')).toMatchObject({ amountMinor: 0, entryIds: [] });
    expect((await list(network.ana, { kind: 'recognition' })).data).toMatchObject([
      {
        id: first.entryIds[0],
        bookedOn: '2026-09-30',
        postings: [
          { account: 'deferred-revenue', code: '4000', amountMinor: 329 },
          { account: 'revenue', code: '4000', amountMinor: -329 },
        ],
      },
    ]);
    clock.moveTo('2027-10-05T15:00:00Z');
    expect(await recognise()).toMatchObject({ through: '2027-09-30', amountMinor: 3671 });
    expect((await list(network.ana, { kind: 'recognition', from: '2026-09-01' })).data).toHaveLength(2);
  });

  it('BIL-22: defers a discount with the term it is set off against; what is billed for a month is earned in that month', async () => {
    const rebate = { kind: 'discount', description: 'Rabais familial', amountMinor: 1000, ledgerCode: '4900' } as const;
    await sell(world, network, [someSale(newId(), { extras: [rebate] })]);
    expect(await balances()).toMatchObject({ receivable: 3449, 'deferred-revenue': -3000 });
    const ofMonth = { effectiveOn: '2026-09-01', expiresOn: '2026-09-30' };
    await sell(world, network, [someSale(newId(), ofMonth), someSale(newId(), { effectiveOn: '2026-10-01', expiresOn: '2026-10-31' })]);
    expect(await balances()).toMatchObject({ 'deferred-revenue': -7000 }); // October's is billed ahead, September's is earned.
    clock.moveTo('2026-10-02T15:00:00Z');
    expect(await recognise()).toMatchObject({ amountMinor: 247, lines: 1 }); // 30 of 365 days of 30.00.
    clock.moveTo('2026-11-02T15:00:00Z');
    expect(await recognise()).toMatchObject({ amountMinor: 4000 + 254, lines: 2 }); // 61 days by now.
    clock.moveTo('2027-10-05T15:00:00Z');
    expect(await recognise()).toMatchObject({ amountMinor: 3000 - 247 - 254 });
  });

  it('BIL-22: what is discounted and then credited whole leaves nothing deferred', async () => {
    const rebate = { kind: 'discount', description: 'Rabais', amountMinor: 1000, ledgerCode: '4900' } as const;
    const sale = someSale(newId(), { extras: [rebate] });
    await sell(world, network, [sale]);
    const credit = { operationId: newId(), saleId: sale.saleId, client: { kind: 'whole' as const }, corporate: null };
    const levels = { organizationId: network.club.id, federationId: network.federation.id };
    await world.ask(message(CreditPairs, { ...levels, credits: [credit] }), network.ana);
    clock.moveTo('2027-10-05T15:00:00Z');
    expect(await recognise()).toMatchObject({ amountMinor: 0 });
  });

  it('recognises by itself soon after the month ends where the organization is', async () => {
    await sell(world, network, [someSale()]);
    const schedule = world.services.billing.app.get(RecogniseRevenueSchedule);
    clock.moveTo('2026-10-01T03:00:00Z'); // Still September in Québec.
    await schedule.recogniseDue();
    expect((await list(network.ana, { kind: 'recognition' })).data).toEqual([]);
    clock.moveTo('2026-10-01T05:00:00Z');
    await Promise.all([schedule.recogniseDue(), schedule.recogniseDue()]);
    await schedule.recogniseDue();
    expect((await list(network.ana, { kind: 'recognition' })).data).toMatchObject([{ bookedOn: '2026-09-30' }]);
  });

  it('takes back what is still deferred before what was earned', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    clock.moveTo('2026-10-02T15:00:00Z');
    await recognise();
    const credit = {
      operationId: newId(),
      saleId: sale.saleId,
      client: { kind: 'amount' as const, amountMinor: 3900, tax: 'waived' as const },
      corporate: null,
    };
    await world.ask(
      message(CreditPairs, { organizationId: network.club.id, federationId: network.federation.id, credits: [credit] }),
      network.ana,
    );
    expect(await balances()).toMatchObject({ revenue: 3900 - 3671 - 329 }); // 39.00 credited: 36.71 were still deferred.
    const { data } = await list(network.ana, { kind: 'credit-note' });
    expect(data[0].postings).toEqual(
      expect.arrayContaining([
        { account: 'deferred-revenue', code: '4000', amountMinor: 3671 },
        { account: 'revenue', code: '4000', amountMinor: 229 },
      ]),
    );
    clock.moveTo('2027-10-05T15:00:00Z');
    expect(await recognise()).toMatchObject({ amountMinor: 0 });
    // A correction at one level is a decision of its own.
    const reconciled = await world.ask(message(GetReconciliation, { limit: 50, from: '2026-09-01' }), network.director);
    expect(reconciled.totals).toMatchObject([
      { invoices: { count: 1 }, decided: { count: 1, client: { totalMinor: -3900 } }, unmatched: { count: 0 } },
    ]);
  });

  it('moves with a replacement: the old term is taken back, the new one deferred, and both levels stay paired', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    clock.moveTo('2026-10-10T15:00:00Z');
    await recognise();
    await replace(world, network, [someReplacement(sale.saleId)], competitiveInOctober);
    expect(await balances()).toMatchObject({ 'deferred-revenue': -9000, revenue: 0 });
    const { data, totals } = await world.ask(message(GetReconciliation, { limit: 50, from: '2026-09-01' }), network.director);
    expect(data.map(({ kind, marginMinor, state }) => `${kind} ${marginMinor} ${state}`).sort()).toEqual([
      'credit-note -1500 paired',
      'invoice 1500 paired',
      'invoice 2500 paired',
    ]);
    expect(totals).toMatchObject([
      { invoices: { count: 2, marginMinor: 4000 }, credits: { count: 1, marginMinor: -1500 }, unmatched: { count: 0 } },
    ]);
  });

  it('is immutable once recognised, by whatever hand', async () => {
    await sell(world, network, [someSale()]);
    clock.moveTo('2026-10-02T15:00:00Z');
    const { entryIds } = await recognise();
    const database = world.database('billing');
    for (const change of ['UPDATE recognitions SET amount_minor = 1', 'DELETE FROM recognition_lines', 'TRUNCATE recognitions CASCADE']) {
      await expect(database.query(change)).rejects.toThrow('immutable');
    }
    const more = `INSERT INTO postings (entry_id, issuer_id, amount_minor, booked_on, position, currency, account)
      VALUES ($1, $2, 100, '2026-09-30', 8, 'CAD', 'cash'), ($1, $2, -100, '2026-09-30', 9, 'CAD', 'revenue')`;
    await expect(database.query(more, [entryIds[0], network.club.id])).rejects.toThrow('sealed');
    const unequal = `INSERT INTO recognitions (id, issuer_id, amount_minor, booked_on, currency) VALUES ($1, $2, 100, '2026-09-30', 'CAD')`;
    await expect(database.query(unequal, [newId(), network.club.id])).rejects.toThrow('does not equal');
  });
});
