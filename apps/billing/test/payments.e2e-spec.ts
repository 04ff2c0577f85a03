import { GetBillingAccount, ListBillingAccounts, type BillingAccountRecord } from '#contracts/billing/documents.query';
import {
  GetPayment,
  GetRefund,
  GiveRefund,
  ListOpenItems,
  ListPayments,
  ListRefunds,
  MatchAccount,
  MatchPayment,
  RecordPayment,
  ReversePayment,
  UndoMatch,
  type PaymentRecord,
} from '#contracts/billing/payments';
import type { Caller } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { batchOf, freeze, someNetwork, work, type Buyer, type Network } from './resale.js';

let world: World;
let network: Network;
// The evening of the first of September in Quebec.
const clock = new MovedClock(new Date('2026-09-02T00:30:00Z'));

beforeAll(async () => {
  world = await startWorld([billing], { clock });
});
afterAll(() => world.stop());
beforeEach(async () => {
  network = await someNetwork(world);
});
afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
});

/** A family that owes 40 for each of its members. */
async function aFamily(members = 1): Promise<BillingAccountRecord> {
  const importId = newId();
  const family: Buyer[] = Array.from({ length: members }, (_, i) => ({ row: i + 2, name: `Member ${i}`, account: `Family ${importId}` }));
  await freeze(world, network, importId);
  await work(world, network, batchOf(network, importId, family));
  const { data } = await world.ask(message(ListBillingAccounts, { limit: 10, importId, level: 'client' }), network.ana);
  return data[0];
}

const corporate = async (): Promise<BillingAccountRecord> =>
  (await world.ask(message(ListBillingAccounts, { limit: 10, level: 'corporate' }), network.director)).data[0];

const pay = (account: BillingAccountRecord, amountMinor: number, more: Partial<Fields<RecordPayment>> = {}, as: Caller = network.ana) =>
  world.ask(
    message(RecordPayment, {
      paymentId: newId(),
      billingAccountId: account.id,
      amountMinor,
      currency: 'CAD',
      method: 'cheque',
      ...more,
    }),
    as,
  );
const refund = (account: BillingAccountRecord, amountMinor: number, more: Partial<Fields<GiveRefund>> = {}) =>
  world.ask(message(GiveRefund, { refundId: newId(), billingAccountId: account.id, amountMinor, currency: 'CAD', ...more }), network.ana);
const openItems = async (account: BillingAccountRecord, as: Caller = network.ana) =>
  (await world.ask(message(ListOpenItems, { billingAccountId: account.id, limit: 100 }), as)).data;
const openMinors = async (account: BillingAccountRecord) => (await openItems(account)).map((item) => item.openMinor);
const balance = async (account: BillingAccountRecord, as: Caller = network.ana) =>
  (await world.ask(message(GetBillingAccount, { billingAccountId: account.id }), as)).balanceMinor;
const shown = ({ amountMinor, matchedMinor, refundedMinor, freeMinor, state }: PaymentRecord) => ({
  amountMinor,
  matchedMinor,
  refundedMinor,
  freeMinor,
  state,
});

describe('a payment recorded by staff', () => {
  it('BIL-8: fills the items in invoice order; what is left over is credit on account', async () => {
    const account = await aFamily(3);
    const payment = await pay(account, 5000);
    expect(payment.matches.map((match) => [match.position, match.amountMinor])).toEqual([
      [1, 4000],
      [1, 1000],
    ]);
    expect(await openMinors(account)).toEqual([3000, 4000]);

    const rest = await pay(account, 10_000);
    expect(shown(rest)).toEqual({ amountMinor: 10_000, matchedMinor: 7000, refundedMinor: 0, freeMinor: 3000, state: 'partial' });
    expect(await openItems(account)).toEqual([]);
    expect(await balance(account)).toBe(-3000);
  });

  it('BIL-2: lowers the balance, and is posted to the account of its method', async () => {
    const account = await aFamily();
    const { id } = await pay(account, 1500, { method: 'cash', reference: 'Desk 2', receivedOn: '2026-08-30' });
    expect(await balance(account)).toBe(2500);
    const postings = 'SELECT account, amount_minor, booked_on FROM postings WHERE entry_id = $1 ORDER BY position';
    expect(await world.database('billing').query(postings, [id])).toEqual([
      expect.objectContaining({ account: 'cash', amount_minor: 1500 }),
      expect.objectContaining({ account: 'receivable', amount_minor: -1500 }),
    ]);
  });

  it.each([
    ['cash', 'cash'],
    ['cheque', 'cheques'],
    ['terminal', 'terminal'],
    ['transfer', 'bank'],
    ['external', 'external-payments'],
  ] as const)('BIL-11: by %s is taken by staff without a gateway, and stands in the books as %s', async (method, ledgerAccount) => {
    const { id } = await pay(await aFamily(), 4000, { method });
    const postings = 'SELECT account FROM postings WHERE entry_id = $1 AND amount_minor > 0';
    expect(await world.database('billing').query(postings, [id])).toEqual([{ account: ledgerAccount }]);
  });

  it.each(['card', 'electronic-cheque'])('BIL-11: by %s is online: staff do not just write it down', async (method) => {
    await expect(pay(await aFamily(), 4000, { method: method as 'cash' })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('BIL-7: is full, partial or none, item by item and payment by payment', async () => {
    const account = await aFamily(2);
    expect((await pay(account, 1000, { leaveFree: true })).state).toBe('none');
    const [first] = await openItems(account);
    expect(first.state).toBe('none');
    expect((await pay(account, 4500)).state).toBe('full');
    expect((await openItems(account)).map((item) => item.state)).toEqual(['partial']);
  });

  it('BIL-9: settles the items staff choose, in their order and up to the amounts they say', async () => {
    const account = await aFamily(3);
    const [first, second, third] = await openItems(account);
    const item = ({ invoiceId, position }: typeof first, amountMinor?: number) => ({ invoiceId, position, amountMinor });
    const payment = await pay(account, 5000, { items: [item(third), item(second, 500)] });
    expect(new Map(payment.matches.map((match) => [match.invoiceId, match.amountMinor]))).toEqual(
      new Map([
        [second.invoiceId, 500],
        [third.invoiceId, 4000],
      ]),
    );
    expect(payment.freeMinor).toBe(500);

    const matched = await world.ask(message(MatchPayment, { paymentId: payment.id, items: [item(first)] }), network.ana);
    expect(shown(matched)).toMatchObject({ matchedMinor: 5000, freeMinor: 0, state: 'full' });
    expect(await openMinors(account)).toEqual([3500, 3500]);
  });

  it('BIL-10: is refused beyond what is open of an item or free of the payment', async () => {
    const account = await aFamily();
    const [{ invoiceId, position }] = await openItems(account);
    const items = (amountMinor: number) => [{ invoiceId, position, amountMinor }];
    await expect(pay(account, 9000, { items: items(4001) })).rejects.toMatchObject({ code: 'billing.match-exceeds-item' });
    await expect(pay(account, 1000, { items: items(1001) })).rejects.toMatchObject({ code: 'billing.match-exceeds-payment' });
    const stranger = await aFamily();
    await expect(pay(stranger, 1000, { items: items(500) })).rejects.toMatchObject({ code: 'billing.no-such-item' });
    expect(await balance(account)).toBe(4000);
  });

  it('BIL-10: of all that wants the same money at once, only what is still free of it is settled; the others are refused', async () => {
    const account = await aFamily(4);
    const items = await openItems(account);
    const { id: paymentId } = await pay(account, 5000, { leaveFree: true });
    const tries = await Promise.allSettled(
      items.map(({ invoiceId, position }) =>
        world.ask(message(MatchPayment, { paymentId, items: [{ invoiceId, position, amountMinor: 2500 }] }), network.ana),
      ),
    );
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string; facts: object }] : []));
    expect(refused.map(({ code, facts }) => [code, facts])).toEqual([
      ['billing.match-exceeds-payment', { askedMinor: 2500, freeMinor: 0 }],
      ['billing.match-exceeds-payment', { askedMinor: 2500, freeMinor: 0 }],
    ]);
    expect(await openMinors(account)).toEqual(expect.arrayContaining([1500, 1500, 4000, 4000]));
  });

  it('is refused in another currency, and from a day that is still to come in Quebec', async () => {
    const account = await aFamily();
    await expect(pay(account, 100, { currency: 'EUR' })).rejects.toMatchObject({ code: 'billing.foreign-currency' });
    await expect(pay(account, 100, { receivedOn: '2026-09-02' })).rejects.toMatchObject({ code: 'billing.payment-in-future' });
    expect((await pay(account, 100)).bookedOn).toBe('2026-09-01');
  });

  it('happens once under one key, and is in the audit log', async () => {
    const account = await aFamily();
    const command = message(RecordPayment, {
      paymentId: newId(),
      billingAccountId: account.id,
      amountMinor: 1000,
      currency: 'CAD',
      method: 'terminal',
    });
    const first = await world.ask(command, network.ana, { idempotencyKey: 'once' });
    expect(await world.ask(command, network.ana, { idempotencyKey: 'once' })).toEqual(first);
    expect(await balance(account)).toBe(3000);
    const entries = 'SELECT facts FROM audit_log WHERE subject = $1';
    expect(await world.database('billing').query(entries, [first.id])).toEqual([
      { facts: expect.objectContaining({ amountMinor: 1000, method: 'terminal', currency: 'CAD' }) },
    ]);
  });
});

describe('matches', () => {
  it('BIL-9: staff undo one: the item is open and the money free again; undone twice, there is none', async () => {
    const account = await aFamily(2);
    const payment = await pay(account, 6000);
    const [{ invoiceId, position }] = payment.matches;
    const undo = message(UndoMatch, { paymentId: payment.id, invoiceId, position });
    expect(shown(await world.ask(undo, network.ana))).toMatchObject({ matchedMinor: 2000, freeMinor: 4000, state: 'partial' });
    expect(await openMinors(account)).toEqual([4000, 2000]);
    expect(await balance(account)).toBe(2000);
    await expect(world.ask(undo, network.ana)).rejects.toMatchObject({ code: 'billing.no-such-match' });
  });

  it('BIL-9: the account tool matches from the oldest to the newest, also a pair of one day; again it finds nothing', async () => {
    const account = await aFamily(2);
    const older = await pay(account, 1000, { leaveFree: true, receivedOn: '2026-08-01' });
    const newer = await pay(account, 5000, { leaveFree: true });
    const tool = () => world.ask(message(MatchAccount, { billingAccountId: account.id }), network.ana);
    const { matches } = await tool();
    expect(matches.map((match) => [match.paymentId, match.amountMinor])).toEqual([
      [older.id, 1000],
      [newer.id, 3000],
      [newer.id, 2000],
    ]);
    expect(await tool()).toEqual({ matches: [] });
    expect(await openMinors(account)).toEqual([2000]);
  });

  it('BIL-10: twenty payments at once settle an item once', async () => {
    const account = await aFamily();
    const payments = await Promise.all(Array.from({ length: 20 }, () => pay(account, 500)));
    expect(payments.reduce((matched, payment) => matched + payment.matchedMinor, 0)).toBe(4000);
    expect(await balance(account)).toBe(-6000);
  });
});

describe('a payment reversed', () => {
  it('opens what it settled, counters itself, and stays where it was in the books; twice is once', async () => {
    const account = await aFamily(2);
    const bounced = await pay(account, 6000);
    const reverse = () => world.ask(message(ReversePayment, { paymentId: bounced.id }), network.ana);
    expect(shown(await reverse())).toEqual({ amountMinor: 6000, matchedMinor: 0, refundedMinor: 6000, freeMinor: 0, state: 'none' });
    await reverse();
    expect(await openMinors(account)).toEqual([4000, 4000]);
    expect(await balance(account)).toBe(8000);
    const { data } = await world.ask(message(ListRefunds, { limit: 10, billingAccountId: account.id }), network.ana);
    expect(data).toEqual([
      expect.objectContaining({ reason: 'returned', method: 'cheque', sources: [{ paymentId: bounced.id, amountMinor: 6000 }] }),
    ]);
  });

  it('takes back no more than was not given back already', async () => {
    const account = await aFamily();
    const payment = await pay(account, 6000);
    await refund(account, 500);
    const reversed = await world.ask(message(ReversePayment, { paymentId: payment.id }), network.ana);
    expect(shown(reversed)).toMatchObject({ refundedMinor: 6000, freeMinor: 0 });
    expect(await balance(account)).toBe(4000);
  });
});

describe('a refund', () => {
  it('BIL-16: consumes the oldest payments first and reconciles itself; the balance says what is left', async () => {
    const account = await aFamily();
    await pay(account, 4000);
    const older = await pay(account, 1000, { receivedOn: '2026-08-01', method: 'cash' });
    const newer = await pay(account, 2000, { method: 'cash' });
    const given = await refund(account, 1500);
    expect(given).toMatchObject({ method: 'cash', amountMinor: 1500 });
    expect(new Map(given.sources.map((source) => [source.paymentId, source.amountMinor]))).toEqual(
      new Map([
        [older.id, 1000],
        [newer.id, 500],
      ]),
    );
    expect(await balance(account)).toBe(-1500);
    expect(await world.ask(message(GetRefund, { refundId: given.id }), network.ana)).toEqual(given);
  });

  it('BIL-16: needs credit of at least its amount: money that settles something is no credit', async () => {
    const account = await aFamily();
    await pay(account, 5000);
    await expect(refund(account, 1001)).rejects.toMatchObject({
      code: 'billing.refund-exceeds-credit',
      facts: { askedMinor: 1001, creditMinor: 1000 },
    });
    await refund(account, 1000);
    await expect(refund(account, 1)).rejects.toMatchObject({ code: 'billing.refund-exceeds-credit' });
  });

  it('BIL-16: ten at once never give back more than there is', async () => {
    const account = await aFamily();
    await pay(account, 4500);
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => refund(account, 200)));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(2);
    expect(await balance(account)).toBe(-100);
  });

  it('goes out of the books the way the payment came in', async () => {
    const account = await aFamily();
    await pay(account, 4500, { method: 'transfer' });
    const { id } = await refund(account, 500);
    const postings = 'SELECT account, amount_minor FROM postings WHERE entry_id = $1 ORDER BY position';
    expect(await world.database('billing').query(postings, [id])).toEqual([
      { account: 'bank', amount_minor: -500 },
      { account: 'receivable', amount_minor: 500 },
    ]);
  });
});

describe('a corporate account', () => {
  it('is paid to the federation, which records it; the club sees the payment and what is still open', async () => {
    await aFamily(2);
    const account = await corporate();
    const payment = await pay(account, 3000, { method: 'transfer' }, network.director);
    expect(await world.ask(message(GetPayment, { paymentId: payment.id }), network.ana)).toEqual(payment);
    expect((await openItems(account, network.ana)).map((item) => item.openMinor)).toEqual([2000]);
    expect(await balance(account, network.ana)).toBe(2000);
  });

  it('is not settled by the club itself saying so', async () => {
    await aFamily();
    const account = await corporate();
    await expect(pay(account, 2500)).rejects.toMatchObject({ code: 'billing.no-such-billing-account' });
    const payment = await pay(account, 1000, {}, network.director);
    const reversal = world.ask(message(ReversePayment, { paymentId: payment.id }), network.ana);
    await expect(reversal).rejects.toMatchObject({ code: 'billing.no-such-payment' });
  });

  it('a federation records nothing on the accounts of its clubs’ clients, nor sees their payments', async () => {
    const account = await aFamily();
    const payment = await pay(account, 1000);
    await expect(pay(account, 100, {}, network.director)).rejects.toMatchObject({ code: 'billing.no-such-billing-account' });
    await expect(world.ask(message(GetPayment, { paymentId: payment.id }), network.director)).rejects.toMatchObject({
      code: 'billing.no-such-payment',
    });
    expect((await world.ask(message(ListPayments, { limit: 10 }), network.director)).data).toEqual([]);
  });
});

describe('the list of payments', () => {
  let account: BillingAccountRecord;
  const list = async (filter: Partial<Fields<ListPayments>> = {}) =>
    (await world.ask(message(ListPayments, { limit: 50, ...filter }), network.ana)).data.map((payment) => payment.amountMinor);

  beforeEach(async () => {
    account = await aFamily();
    await pay(account, 300, { receivedOn: '2026-08-03', method: 'cash' });
    await pay(account, 100, { receivedOn: '2026-08-01' });
    await pay(account, 200, { receivedOn: '2026-08-02', leaveFree: true });
  });

  it('is sorted by day or amount, either way', async () => {
    expect(await list()).toEqual([300, 200, 100]);
    expect(await list({ sort: 'bookedOn' })).toEqual([100, 200, 300]);
    expect(await list({ sort: 'amount' })).toEqual([100, 200, 300]);
    expect(await list({ sort: '-amount' })).toEqual([300, 200, 100]);
  });

  it('is narrowed by account, method, day and what is free', async () => {
    expect(await list({ method: 'cash' })).toEqual([300]);
    expect(await list({ state: 'free' })).toEqual([200]);
    expect(await list({ state: 'matched' })).toEqual([300, 100]);
    expect(await list({ from: '2026-08-02', to: '2026-08-02' })).toEqual([200]);
    expect(await list({ billingAccountId: account.id })).toHaveLength(3);
    expect(await list({ billingAccountId: newId() })).toEqual([]);
  });

  it.each(['bookedOn', '-bookedOn', 'amount', '-amount'] as const)('goes on page by page, by %s', async (sort) => {
    const whole = await world.ask(message(ListPayments, { limit: 50, sort }), network.ana);
    const seen: Uuid[] = [];
    let after: string | undefined;
    do {
      const page = await world.ask(message(ListPayments, { limit: 1, sort, after }), network.ana);
      seen.push(...page.data.map((payment) => payment.id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toEqual(whole.data.map((payment) => payment.id));
  });
});
