import { GetBillingAccount, GetInvoice, ListBillingAccounts, ListInvoices } from '#contracts/billing/documents.query';
import { IssueInvoices } from '#contracts/billing/issue-invoices.command';
import { message } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import type { RemoteError } from '#platform/messaging/remote-error';
import { someCaller, someClub } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import type { Caller } from '#contracts/caller';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { announcements, batchOf, freeze, issue, quebec, register, someBuyers, someNetwork, threeOfTheExample, work } from './resale.js';

let world: World;
// 20:30 on the first of September in Quebec; already the second in London.
const clock = new MovedClock(new Date('2026-09-02T00:30:00Z'));

beforeAll(async () => {
  world = await startWorld([billing], { clock });
});
afterAll(() => world.stop());

afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
});

const invoices = async (as: Caller, filter: { importId?: Uuid; level?: 'client' | 'corporate'; billingAccountId?: Uuid } = {}) =>
  (await world.ask(message(ListInvoices, { limit: 200, ...filter }), as)).data;
const accounts = async (as: Caller, filter: { importId?: Uuid; level?: 'client' | 'corporate' } = {}) =>
  (await world.ask(message(ListBillingAccounts, { limit: 200, ...filter }), as)).data;

describe('worked example 5.2', () => {
  it('IMP-13: an ordinary club invoices three clients 40 each, and owes its federation 75', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    await issue(world, network, batchOf(network, importId, threeOfTheExample));

    const clients = await accounts(network.ana, { level: 'client' });
    expect(clients.map((account) => account.name).sort()).toEqual(['Ana Côté', 'Max Gagnon', 'Parent of Léo Roy']);
    expect(clients.map(({ invoicedMinor, paidMinor, balanceMinor }) => [invoicedMinor, paidMinor, balanceMinor])).toEqual([
      [4000, 0, 4000],
      [4000, 0, 4000],
      [4000, 0, 4000],
    ]);
    expect(await accounts(network.director)).toEqual([
      expect.objectContaining({
        level: 'corporate',
        debtorId: network.club.id,
        name: network.club.name,
        invoicedMinor: 7500,
        balanceMinor: 7500,
      }),
    ]);
    expect((await invoices(network.ana, { level: 'client' })).map((invoice) => invoice.totalMinor)).toEqual([4000, 4000, 4000]);
    expect((await invoices(network.director)).map((invoice) => invoice.totalMinor)).toEqual([2500, 2500, 2500]);
  });

  it("IMP-14: a Freemium club's clients have paid 40 each by external payment; the club still owes 75", async () => {
    const network = await someNetwork(world, { freemium: true });
    const importId = newId();
    await freeze(world, network, importId);
    const rows = await issue(world, network, batchOf(network, importId, threeOfTheExample));

    const clients = await accounts(network.ana, { level: 'client' });
    expect(clients.map(({ invoicedMinor, paidMinor, balanceMinor }) => [invoicedMinor, paidMinor, balanceMinor])).toEqual([
      [4000, 4000, 0],
      [4000, 4000, 0],
      [4000, 4000, 0],
    ]);
    expect(await accounts(network.director)).toEqual([expect.objectContaining({ paidMinor: 0, balanceMinor: 7500 })]);
    expect((await invoices(network.ana)).map(({ level, openMinor }) => `${level} ${openMinor}`).sort()).toEqual([
      ...Array<string>(3).fill('client 0'),
      ...Array<string>(3).fill('corporate 2500'),
    ]);
    const recorded = await world
      .database('billing')
      .query('SELECT id, method, amount_minor FROM payments WHERE import_id = $1', [importId]);
    expect(recorded).toHaveLength(3);
    expect(recorded).toEqual(rows.map((row) => expect.objectContaining({ id: row.paymentId, method: 'external', amount_minor: 4000 })));
  });

  it('BIL-20, BIL-6: with GST and QST, 40.00 becomes 45.99 and 25.00 becomes 28.74, each tax on its own line', async () => {
    const network = await someNetwork(world, { taxes: quebec });
    const importId = newId();
    await freeze(world, network, importId);
    const [row] = await issue(world, network, batchOf(network, importId, threeOfTheExample));

    const client = await world.ask(message(GetInvoice, { invoiceId: row.clientInvoiceId }), network.ana);
    expect(client).toMatchObject({ netMinor: 4000, taxMinor: 599, totalMinor: 4599, openMinor: 4599 });
    expect(client.lines[0].taxes).toEqual([
      { code: 'GST', ratePpm: 50_000, amountMinor: 200 },
      { code: 'QST', ratePpm: 99_750, amountMinor: 399 },
    ]);
    const corporate = await world.ask(message(GetInvoice, { invoiceId: row.corporateInvoiceId }), network.director);
    expect(corporate).toMatchObject({ netMinor: 2500, taxMinor: 374, totalMinor: 2874, openMinor: 2874 });
    const posted = await world
      .database('billing')
      .query('SELECT account, code, amount_minor FROM postings WHERE entry_id = $1 ORDER BY position', [row.clientInvoiceId]);
    expect(posted).toEqual([
      { account: 'receivable', code: null, amount_minor: 4599 },
      { account: 'revenue', code: '4000', amount_minor: -4000 },
      { account: 'tax-payable', code: 'GST', amount_minor: -200 },
      { account: 'tax-payable', code: 'QST', amount_minor: -399 },
    ]);
  });
});

describe('the invoices of an import', () => {
  it("are dated by their issuer's own calendar, due thirty days later, and say whom and what they are for", async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    const [, leo] = await issue(world, network, batchOf(network, importId, threeOfTheExample));
    expect(await world.ask(message(GetInvoice, { invoiceId: leo.clientInvoiceId }), network.ana)).toMatchObject({
      number: '2026-000002',
      level: 'client',
      issuerId: network.club.id,
      debtorId: null,
      debtorName: 'Parent of Léo Roy',
      debtorAddress: '12 rue Principale\nQuébec QC  G1A 1A1',
      issuedOn: '2026-09-01',
      dueOn: '2026-10-01',
      twinId: leo.corporateInvoiceId,
      importId,
      lines: [{ position: 1, description: 'Patinage récréatif, 2026-09-01 – 2027-08-31', personName: 'Léo Roy', ledgerCode: '4000' }],
    });
    const corporate = await world.ask(message(GetInvoice, { invoiceId: leo.corporateInvoiceId }), network.director);
    expect(corporate).toMatchObject({ debtorId: network.club.id, debtorName: network.club.name, debtorAddress: null });
    expect(corporate.lines[0].description).toBe('Recreational, 2026-09-01 – 2027-08-31');
  });

  it('reach the books once, however often their message comes', async () => {
    const network = await someNetwork(world, { freemium: true });
    const importId = newId();
    await freeze(world, network, importId);
    const batch = batchOf(network, importId, threeOfTheExample);
    const messageId = newId();
    for (let i = 0; i < 5; i++) await world.send(IssueInvoices, batch, network.flow, { messageId });
    await eventually(async () => (await announcements(world, importId)).length > 0);
    await issue(world, { ...network }, { ...batch, batch: 1, sales: [] }); // Comes after the repeats: they have been worked on.
    expect(await announcements(world, importId)).toHaveLength(1);
    expect(await invoices(network.ana, { importId })).toHaveLength(6);
  });

  it('BIL-5, IMP-19: keep their numbers when the same cause comes under another message id, and are announced again with them', async () => {
    const network = await someNetwork(world, { freemium: true });
    const importId = newId();
    await freeze(world, network, importId);
    const batch = batchOf(network, importId, threeOfTheExample);
    await work(world, network, batch);
    await work(world, network, batch);
    const [first, second, ...more] = await announcements(world, importId);
    expect(second).toEqual(first);
    expect(more).toEqual([]);
    expect(first.map((row) => row.clientInvoiceNumber)).toEqual(['2026-000001', '2026-000002', '2026-000003']);
    expect(await invoices(network.ana, { importId })).toHaveLength(6);
  });

  it('share one billing account between siblings, and one snapshot of its owner', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    const siblings = ['Léo', 'Zoé'].map((name, i) => ({ row: i + 2, name: `${name} Roy`, account: 'Julie Roy' }));
    await issue(world, network, batchOf(network, importId, siblings));
    const [family, ...others] = await accounts(network.ana, { importId, level: 'client' });
    expect(others).toEqual([]);
    expect(family).toMatchObject({ name: 'Julie Roy', balanceMinor: 8000 });
    expect(
      (await invoices(network.ana, { billingAccountId: family.id })).map((invoice) => invoice.lines[0].personName ?? '').sort(),
    ).toEqual(['Léo Roy', 'Zoé Roy']);
  });

  it('go by the taxes that were frozen, whatever the organization changes meanwhile', async () => {
    const network = await someNetwork(world, { freemium: true });
    const importId = newId();
    await freeze(world, network, importId);
    await register(world, network.club, { version: 2, taxes: quebec, freemium: false });
    const rows = await issue(world, network, batchOf(network, importId, threeOfTheExample));
    expect((await invoices(network.ana, { importId, level: 'client' })).map((invoice) => invoice.totalMinor)).toEqual([4000, 4000, 4000]);
    expect(rows.every((row) => row.paymentId !== null)).toBe(true);
  });

  it('are refused where no taxes were frozen: the message fails and nothing is written', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await expect(work(world, network, batchOf(network, importId, threeOfTheExample))).rejects.toMatchObject({
      code: 'billing.taxes-not-frozen',
    });
    expect(await invoices(network.ana, { importId })).toEqual([]);
  });

  it('enter the audit log once a batch for each of the two issuers', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    await issue(world, network, batchOf(network, importId, threeOfTheExample));
    const entries = await world
      .database('billing')
      .query<{ organization_id: Uuid; facts: object }>('SELECT organization_id, facts FROM audit_log WHERE subject = $1', [importId]);
    expect(new Map(entries.map((entry) => [entry.organization_id, entry.facts]))).toEqual(
      new Map([
        [network.club.id, { batch: 0, invoices: 3, totalMinor: 12_000, currency: 'CAD', firstNumber: 1 }],
        [network.federation.id, { batch: 0, invoices: 3, totalMinor: 7500, currency: 'CAD', firstNumber: 1 }],
      ]),
    );
  });
});

describe('who sees what', () => {
  it('the federation sees what its club owes, never what the client owes, nor that there is such an invoice', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    const [row] = await issue(world, network, batchOf(network, importId, threeOfTheExample));
    const [client] = await accounts(network.ana, { level: 'client' });

    expect((await invoices(network.director)).every((invoice) => invoice.level === 'corporate' && invoice.twinId === null)).toBe(true);
    const director = { ...network.director, organizations: [network.federation.id, network.club.id] }; // Even where it may act for the club.
    expect((await invoices(director)).map((invoice) => invoice.level)).toEqual(['corporate', 'corporate', 'corporate']);
    for (const as of [network.director, director]) {
      await expect(world.ask(message(GetInvoice, { invoiceId: row.clientInvoiceId }), as)).rejects.toMatchObject(
        missing('billing.no-such-invoice'),
      );
      await expect(world.ask(message(GetBillingAccount, { billingAccountId: client.id }), as)).rejects.toMatchObject(
        missing('billing.no-such-billing-account'),
      );
    }
  });

  it('the club sees both levels, each with its twin', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    const rows = await issue(world, network, batchOf(network, importId, threeOfTheExample));
    const twins = new Map((await invoices(network.ana, { importId })).map((invoice) => [invoice.id, invoice.twinId]));
    expect(twins.size).toBe(6);
    for (const { clientInvoiceId, corporateInvoiceId } of rows) {
      expect(twins.get(clientInvoiceId)).toBe(corporateInvoiceId);
      expect(twins.get(corporateInvoiceId)).toBe(clientInvoiceId);
    }
  });

  it('a foreign club of the same federation sees nothing, and is answered as if there were nothing', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    const [row] = await issue(world, network, batchOf(network, importId, threeOfTheExample));
    const [account] = await accounts(network.ana);
    const stranger = someCaller({ organization: someClub(network.federation) });
    expect(await invoices(stranger)).toEqual([]);
    expect(await invoices(stranger, { importId })).toEqual([]);
    expect(await invoices(stranger, { billingAccountId: account.id })).toEqual([]);
    expect(await accounts(stranger, { importId })).toEqual([]);
    const foreign = await refusal(world.ask(message(GetInvoice, { invoiceId: row.corporateInvoiceId }), stranger));
    const absent = await refusal(world.ask(message(GetInvoice, { invoiceId: newId() }), stranger));
    expect(foreign).toEqual(absent);
    expect(foreign).toMatchObject(missing('billing.no-such-invoice'));
  });

  it('nobody without a role in an organization reads invoices', async () => {
    const network = await someNetwork(world);
    await expect(invoices({ ...network.ana, roles: [] })).rejects.toMatchObject({ code: 'platform.forbidden' });
    await expect(accounts({ ...network.ana, organization: null })).rejects.toMatchObject({ code: 'platform.forbidden' });
  });
});

describe('lists', () => {
  it('page through both levels without losing or repeating an invoice, the newest number first', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    await issue(world, network, batchOf(network, importId, someBuyers(7)));
    const seen: { id: Uuid; level: string; number: string }[] = [];
    for (let after: string | undefined; ;) {
      const page = await world.ask(message(ListInvoices, { limit: 3, after }), network.ana);
      seen.push(...page.data);
      if (page.next === null) break;
      after = page.next;
    }
    expect(new Set(seen.map((invoice) => invoice.id)).size).toBe(14);
    const numbers = seen.filter((invoice) => invoice.level === 'client').map((invoice) => invoice.number);
    expect(numbers).toEqual([...numbers].sort().reverse());
  });

  it('page through billing accounts, the corporate one among them', async () => {
    const network = await someNetwork(world);
    const importId = newId();
    await freeze(world, network, importId);
    await issue(world, network, batchOf(network, importId, someBuyers(5)));
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await world.ask(message(ListBillingAccounts, { limit: 2, after }), network.ana);
      seen.push(...page.data.map((account) => account.level));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen.sort()).toEqual(['client', 'client', 'client', 'client', 'client', 'corporate']);
  });

  it.each(['nonsense', Buffer.from('["x",1,2,3]').toString('base64url'), Buffer.from('[1.5,"x",2,"y"]').toString('base64url')])(
    'refuse a cursor that no page gave: %s',
    async (after) => {
      const network = await someNetwork(world);
      await expect(world.ask(message(ListInvoices, { limit: 3, after }), network.ana)).rejects.toMatchObject({
        code: 'platform.bad-cursor',
      });
    },
  );
});

const missing = (code: string) => ({ code, kind: 'missing' });

const refusal = (asked: Promise<unknown>): Promise<object> =>
  asked.then(
    (answer) => ({ answer }),
    ({ code, kind, message, facts }: RemoteError) => ({ code, kind, message, facts }),
  );
