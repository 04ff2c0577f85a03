import { CancelLines } from '#contracts/billing/cancellations';
import {
  GetBillingAccount,
  GetInvoice,
  ListBillingAccounts,
  ListInvoices,
  type BillingAccountRecord,
} from '#contracts/billing/documents.query';
import {
  GetPayment,
  GiveRefund,
  ListOpenItems,
  ListPayments,
  ListRefunds,
  MatchAccount,
  RecordPayment,
  type PaymentRecord,
} from '#contracts/billing/payments';
import { DepositCheques, ListPlannedPayments, PlanPayment } from '#contracts/billing/planned-payments';
import { CreateRecurringCharge, ListRecurringCharges } from '#contracts/billing/recurring-charges';
import { CreateCreditNote, CreateInvoice, ListCreditNotes } from '#contracts/billing/staff-documents';
import { statementLines } from '#contracts/billing/statement-lines';
import { GetStatement } from '#contracts/billing/statements.query';
import { ListUnpaidAccounts } from '#contracts/billing/unpaid.query';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { fakeIdentity, ownerOf } from './fake-identity.js';
import { describeJoining, describeSplitting, join, split } from './merging.js';
import { recreational, someNetwork, type Network } from './resale.js';
import { clientAccountOf, replace, sell, someReplacement, someSale } from './sales.js';

let world: World;
let network: Network;
let [closed, survivor]: Uuid[] = [];
let [old, kept]: Uuid[] = []; // Their billing accounts.
const clock = new MovedClock(new Date('2026-09-01T15:00:00Z'));
const day = 86_400_000;

beforeAll(async () => {
  world = await startWorld([billing, fakeIdentity], { clock });
});
afterAll(() => world.stop());
beforeEach(async () => {
  network = await someNetwork(world);
  [closed, survivor] = [newId(), newId()];
  [old, kept] = [closed, survivor].map((account) => clientAccountOf(network, account));
});
afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
});

const keyed = { idempotencyKey: () => newId() };
const order = <T>(command: Parameters<typeof world.ask<T>>[0]): Promise<T> =>
  world.ask(command, network.ana, { idempotencyKey: keyed.idempotencyKey() });
const account = (id: Uuid): Promise<BillingAccountRecord> => world.ask(message(GetBillingAccount, { billingAccountId: id }), network.ana);
const balance = async (id: Uuid): Promise<number> => (await account(id)).balanceMinor;
const invoicesOf = async (id: Uuid): Promise<Uuid[]> =>
  (await world.ask(message(ListInvoices, { limit: 100, billingAccountId: id }), network.ana)).data.map((invoice) => invoice.id).sort();
const openOf = async (id: Uuid) => (await world.ask(message(ListOpenItems, { billingAccountId: id, limit: 100 }), network.ana)).data;
const paymentsOf = async (id: Uuid): Promise<Uuid[]> =>
  (await world.ask(message(ListPayments, { limit: 100, billingAccountId: id }), network.ana)).data.map((payment) => payment.id).sort();
const payment = (paymentId: Uuid): Promise<PaymentRecord> => world.ask(message(GetPayment, { paymentId }), network.ana);

/** A sale of 40 to an account; its invoice. */
async function owes(of: Uuid): Promise<{ saleId: Uuid; invoiceId: Uuid }> {
  const [{ saleId, client }] = await sell(world, network, [someSale(of, { personId: ownerOf(of) })]);
  return { saleId, invoiceId: client.id };
}

async function pays(billingAccountId: Uuid, amountMinor: number, more: Partial<Fields<RecordPayment>> = {}): Promise<Uuid> {
  const paymentId = newId();
  await order(message(RecordPayment, { paymentId, billingAccountId, amountMinor, currency: 'CAD', method: 'cash', ...more }));
  return paymentId;
}

describe('two accounts become one', () => {
  it('ID-24: balances add up to the cent, and the preview says so before', async () => {
    await owes(closed);
    await owes(closed);
    await pays(old, 1550);
    await owes(survivor);
    expect(await describeJoining(world, network, closed, survivor)).toEqual([
      expect.objectContaining({
        closedMinor: 6450,
        survivorMinor: 4000,
        mergedMinor: 10_450,
        invoices: 2,
        creditNotes: 0,
        payments: 1,
        currency: 'CAD',
      }),
    ]);
    await join(world, network, closed, survivor);
    expect(await account(kept)).toMatchObject({ id: kept, balanceMinor: 10_450, invoicedMinor: 12_000, paidMinor: 1550 });
  });

  it('ID-24: every list of the survivor shows what was of both, and the closed account leads there', async () => {
    const [{ invoiceId: theirs }, { invoiceId: own }] = [await owes(closed), await owes(survivor)];
    const paid = await pays(old, 1000, { leaveFree: true });
    await join(world, network, closed, survivor);
    for (const id of [kept, old]) {
      expect((await account(id)).id).toBe(kept);
      expect(await invoicesOf(id)).toEqual([theirs, own].sort());
      expect(await paymentsOf(id)).toEqual([paid]);
      expect((await openOf(id)).map((item) => item.invoiceId).sort()).toEqual([theirs, own].sort());
    }
    const accounts = await world.ask(message(ListBillingAccounts, { limit: 10, level: 'client' }), network.ana);
    expect(accounts.data.map(({ id, balanceMinor, creditMinor }) => ({ id, balanceMinor, creditMinor }))).toEqual([
      { id: kept, balanceMinor: 7000, creditMinor: 1000 },
    ]);
    const byBalance = await world.ask(message(ListBillingAccounts, { limit: 10, level: 'client', sort: '-balance' }), network.ana);
    expect(byBalance.data.map(({ id }) => id)).toEqual([kept]);
    expect((await world.ask(message(GetInvoice, { invoiceId: theirs }), network.ana)).billingAccountId).toBe(kept);
    const unpaid = await world.ask(message(ListUnpaidAccounts, { limit: 10, level: 'client', sort: 'name' }), network.ana);
    expect(unpaid.data.map((one) => [one.billingAccountId, one.items, one.openMinor, one.creditMinor])).toEqual([[kept, 2, 8000, 1000]]);
  });

  it('ID-24, BIL-23: one statement runs through the lines of both in the order of their days', async () => {
    await owes(closed);
    clock.advance(day);
    await owes(survivor);
    clock.advance(day);
    await pays(old, 3000);
    await join(world, network, closed, survivor);
    clock.advance(day);
    await pays(kept, 1000);
    const read = async (after?: string) => world.ask(message(GetStatement, { billingAccountId: old, limit: 2, after }), network.ana);
    const first = await read();
    const second = await read(first.next ?? '');
    expect([first.openingMinor, first.closingMinor]).toEqual([0, 4000]);
    const lines = [first, second].flatMap((page) => statementLines(page.lines));
    expect(lines.map(({ incomeMinor, cashflowMinor }) => incomeMinor + cashflowMinor)).toEqual([4000, 4000, -3000, -1000]);
    expect(lines.map(({ balanceMinor }) => balanceMinor)).toEqual([4000, 8000, 5000, 4000]);
  });

  it('ID-24, BIL-8, BIL-9: a payment settles the oldest items of both, and so does the account tool', async () => {
    const { invoiceId: older } = await owes(closed);
    clock.advance(40 * day);
    const { invoiceId: newer } = await owes(survivor);
    const free = await pays(old, 500, { leaveFree: true });
    await join(world, network, closed, survivor);
    const paid = await pays(kept, 6000);
    expect((await payment(paid)).matches.map((match) => [match.invoiceId, match.amountMinor])).toEqual([
      [older, 4000],
      [newer, 2000],
    ]);
    const { matches } = await order(message(MatchAccount, { billingAccountId: kept }));
    expect(matches.map((match) => [match.paymentId, match.invoiceId, match.amountMinor])).toEqual([[free, newer, 500]]);
  });

  it('ID-24: documents and postings are as they were, and no service role may change them', async () => {
    const { invoiceId } = await owes(closed);
    const read = () => world.database('billing').query('SELECT to_jsonb(d) AS row FROM documents d WHERE id = $1', [invoiceId]);
    const before = await read();
    await join(world, network, closed, survivor);
    expect(await read()).toEqual(before);
    await expect(
      world.database('billing').query('UPDATE documents SET billing_account_id = $2 WHERE id = $1', [invoiceId, kept]),
    ).rejects.toThrow('documents are immutable');
  });

  it('ID-24: what arrives late under the closed account is in the survivor’s books, where neither was ever billed too', async () => {
    await join(world, network, closed, survivor);
    // Whoever began before the merge still says the closed one.
    const { invoiceId } = await owes(closed);
    expect(await invoicesOf(kept)).toEqual([invoiceId]);
    const paid = await pays(old, 4000);
    expect((await payment(paid)).matches.map((match) => match.invoiceId)).toEqual([invoiceId]);
    expect(await balance(kept)).toBe(0);
  });

  it('ID-24, BIL-13: what is planned, and what recurs, is the survivor’s from then on', async () => {
    await owes(closed);
    const chequeId = newId();
    await order(
      message(PlanPayment, {
        plannedPaymentId: chequeId,
        billingAccountId: old,
        amountMinor: 4000,
        currency: 'CAD',
        method: 'cheque',
        dueOn: '2026-09-01',
      }),
    );
    const recurring = { kind: 'subscription' as const, description: 'Casier', ledgerCode: '4300', netMinor: 1000, currency: 'CAD' };
    const recurringChargeId = newId();
    await order(
      message(CreateRecurringCharge, {
        recurringChargeId,
        accountId: closed,
        ...recurring,
        unit: 'month',
        every: 1,
        startsOn: '2027-01-01',
      }),
    );
    await join(world, network, closed, survivor);
    const planned = await world.ask(message(ListPlannedPayments, { limit: 10, billingAccountId: kept }), network.ana);
    expect(planned.data.map(({ id, billingAccountId }) => [id, billingAccountId])).toEqual([[chequeId, kept]]);
    const recurs = await world.ask(message(ListRecurringCharges, { limit: 10, billingAccountId: old }), network.ana);
    expect(recurs.data.map(({ id, billingAccountId }) => [id, billingAccountId])).toEqual([[recurringChargeId, kept]]);
    await order(message(DepositCheques, { plannedPaymentIds: [chequeId] }));
    expect(await balance(kept)).toBe(0);
  });

  it('ID-24: an account that took others in is itself closed into a third, and all lead there', async () => {
    const third = newId();
    const { invoiceId: first } = await owes(closed);
    await join(world, network, closed, survivor);
    const { invoiceId: second } = await owes(survivor);
    const again = await join(world, network, survivor, third);
    const { invoiceId: last } = await owes(third);
    expect(await invoicesOf(old)).toEqual([first, second, last].sort());
    expect((await account(old)).id).toBe(clientAccountOf(network, third));
    await split(world, network, again);
    expect(await invoicesOf(kept)).toEqual([first, second].sort());
    expect(await invoicesOf(clientAccountOf(network, third))).toEqual([last]);
    expect((await account(old)).id).toBe(kept);
  });

  it('ID-24: books of two currencies are refused before anything is written', async () => {
    await owes(closed);
    await owes(survivor);
    await world.database('billing').query(`UPDATE billing_accounts SET currency = 'EUR' WHERE id = $1`, [old]);
    await expect(describeJoining(world, network, closed, survivor)).rejects.toMatchObject({ code: 'billing.books-of-two-currencies' });
    await world.database('billing').query(`UPDATE billing_accounts SET currency = 'CAD' WHERE id = $1`, [old]);
  });

  it('ID-24, ID-3: another club learns nothing of a merge', async () => {
    await owes(closed);
    const merge = await join(world, network, closed, survivor);
    const elsewhere = await someNetwork(world);
    expect(await describeJoining(world, { ...network, ana: elsewhere.ana }, closed, survivor)).toEqual([]);
    expect(await describeSplitting(world, { ...network, ana: elsewhere.ana }, merge)).toEqual({ books: [], later: [] });
  });
});

describe('one account becomes two again', () => {
  it('ID-24: before goes back, after stays, and the closed account is itself again', async () => {
    const [{ invoiceId: theirs }, { invoiceId: own }] = [await owes(closed), await owes(survivor)];
    const paid = await pays(old, 1500);
    const merge = await join(world, network, closed, survivor);
    const { invoiceId: later } = await owes(survivor);
    const { books, later: after } = await describeSplitting(world, network, merge);
    expect(books).toEqual([
      expect.objectContaining({ closedMinor: 2500, survivorMinor: 8000, mergedMinor: 10_500, invoices: 1, payments: 1 }),
    ]);
    expect(after.map(({ id, kind, goesTo, amountMinor }) => ({ id, kind, goesTo, amountMinor }))).toEqual([
      { id: later, kind: 'invoice', goesTo: 'survivor', amountMinor: 4000 },
    ]);
    expect(await split(world, network, merge)).toEqual(merge.clients.map(({ toClientId }) => toClientId));
    expect([await balance(old), await balance(kept)]).toEqual([2500, 8000]);
    expect([await invoicesOf(old), await invoicesOf(kept)]).toEqual([[theirs], [own, later].sort()]);
    expect([await paymentsOf(old), await paymentsOf(kept)]).toEqual([[paid], []]);
  });

  it('ID-24: a later payment of the one that settled an item of the other settles its own account’s instead', async () => {
    const { invoiceId: theirs } = await owes(closed);
    clock.advance(day);
    const { invoiceId: own } = await owes(survivor);
    const merge = await join(world, network, closed, survivor);
    const paid = await pays(kept, 4000);
    expect((await payment(paid)).matches.map((match) => match.invoiceId)).toEqual([theirs]);
    await split(world, network, merge);
    expect((await payment(paid)).matches.map((match) => [match.invoiceId, match.amountMinor])).toEqual([[own, 4000]]);
    expect([await balance(old), await balance(kept)]).toEqual([4000, 0]);
  });

  it('ID-24: the same payment, named, goes back with what it settled', async () => {
    const { invoiceId: theirs } = await owes(closed);
    await owes(survivor);
    const merge = await join(world, network, closed, survivor);
    const paid = await pays(kept, 4000, { items: [{ invoiceId: theirs, position: 1, amountMinor: 4000 }] });
    await split(world, network, merge, [paid]);
    expect((await payment(paid)).matches.map((match) => [match.invoiceId, match.amountMinor])).toEqual([[theirs, 4000]]);
    expect([await balance(old), await balance(kept)]).toEqual([0, 4000]);
    expect(await paymentsOf(old)).toEqual([paid]);
  });

  it('ID-24: a credit note goes where its invoice goes, a refund where its payment goes', async () => {
    const { invoiceId } = await owes(closed);
    const before = await pays(old, 4000);
    const merge = await join(world, network, closed, survivor);
    const creditNoteId = newId();
    await order(message(CreateCreditNote, { creditNoteId, invoiceId, lines: [{ position: 1, credit: { kind: 'whole' } }] }));
    const refundId = newId();
    await order(message(GiveRefund, { refundId, billingAccountId: kept, amountMinor: 1000, currency: 'CAD' }));
    const { later } = await describeSplitting(world, network, merge);
    expect(later.map(({ id, goesTo, follows }) => ({ id, goesTo, follows }))).toEqual(
      expect.arrayContaining([
        { id: creditNoteId, goesTo: 'reopened', follows: invoiceId },
        { id: refundId, goesTo: 'reopened', follows: before },
      ]),
    );
    expect(await split(world, network, merge)).toEqual([]);
    expect([await balance(old), await balance(kept)]).toEqual([-3000, 0]);
    const notes = await world.ask(message(ListCreditNotes, { limit: 10, billingAccountId: old }), network.ana);
    expect(notes.data.map(({ id }) => id)).toEqual([creditNoteId]);
  });

  it('ID-24, BIL-16: a refund of money of both is parted to the cent', async () => {
    await pays2(old, 3000);
    const merge = await join(world, network, closed, survivor);
    const later = await pays(kept, 5000);
    const refundId = newId();
    await order(message(GiveRefund, { refundId, billingAccountId: kept, amountMinor: 6000, currency: 'CAD' }));
    expect((await account(kept)).creditMinor).toBe(2000);
    await split(world, network, merge);
    expect([(await account(old)).balanceMinor, (await account(kept)).balanceMinor]).toEqual([0, -2000]);
    expect((await payment(later)).freeMinor + (await freeOf(old))).toBe(2000);
    const refunds = await world.ask(message(ListRefunds, { limit: 10, billingAccountId: old }), network.ana);
    expect(refunds.data.map(({ id, amountMinor, reason }) => ({ id, amountMinor, reason }))).toEqual([
      { id: refundId, amountMinor: 6000, reason: 'requested' },
    ]);
  });

  it('ID-24: a later invoice goes back with its sale, and its payment stays', async () => {
    await owes(closed);
    const merge = await join(world, network, closed, survivor);
    const { saleId, invoiceId } = await owes(survivor);
    await split(world, network, merge, [saleId, newId()]);
    expect(await invoicesOf(old)).toContain(invoiceId);
    expect([await balance(old), await balance(kept)]).toEqual([8000, 0]);
  });

  it('ID-24, REP-7: what a membership of the closed one was replaced by goes back with it, money too', async () => {
    const { saleId } = await owes(closed);
    await pays(old, 4000);
    const merge = await join(world, network, closed, survivor);
    await replace(world, network, [someReplacement(saleId)], { ...recreational, sellingMinor: 9000, originalMinor: 6500 });
    await split(world, network, merge);
    expect([await balance(old), await balance(kept)]).toEqual([5000, 0]);
    expect((await openOf(old)).map((item) => item.openMinor)).toEqual([5000]);
  });

  it('ID-24, BIL-15: the fee of a cancellation goes where the cancelled invoice is', async () => {
    const { saleId } = await owes(closed);
    const merge = await join(world, network, closed, survivor);
    const fee = { kind: 'less-fee' as const, fee: { description: 'Frais', amountMinor: 500, ledgerCode: '4900' } };
    const cancellations = [{ cancellationId: newId(), saleId, credit: fee, refundMinor: 0 }];
    await order(message(CancelLines, { organizationId: network.club.id, federationId: network.federation.id, cancellations }));
    await split(world, network, merge);
    expect([await balance(old), await balance(kept)]).toEqual([500, 0]);
  });

  it('ID-24, BIL-14: a cheque planned before and deposited after goes back with its money', async () => {
    await owes(closed);
    const plannedPaymentId = newId();
    await order(
      message(PlanPayment, {
        plannedPaymentId,
        billingAccountId: old,
        amountMinor: 4000,
        currency: 'CAD',
        method: 'cheque',
        dueOn: '2026-09-01',
      }),
    );
    const merge = await join(world, network, closed, survivor);
    await order(message(DepositCheques, { plannedPaymentIds: [plannedPaymentId] }));
    await split(world, network, merge);
    expect([await balance(old), await balance(kept)]).toEqual([0, 0]);
    const planned = await world.ask(message(ListPlannedPayments, { limit: 10, billingAccountId: old }), network.ana);
    expect(planned.data.map(({ id, state }) => [id, state])).toEqual([[plannedPaymentId, 'paid']]);
  });

  it('ID-24: merged again after it was undone, everything is in one again', async () => {
    const { invoiceId: theirs } = await owes(closed);
    const first = await join(world, network, closed, survivor);
    const { invoiceId: later } = await owes(survivor);
    await split(world, network, first, [later]);
    const second = await join(world, network, closed, survivor);
    expect(await invoicesOf(kept)).toEqual([theirs, later].sort());
    await split(world, network, second);
    expect([await invoicesOf(old), await invoicesOf(kept)]).toEqual([[theirs, later].sort(), []]);
  });

  it('ID-24: a person’s documents are also those of whom was merged into them, until they are two again', async () => {
    const { invoiceId } = await owes(closed);
    const merge = await join(world, network, closed, survivor);
    const listed = async (personId: Uuid) =>
      (await world.ask(message(ListInvoices, { limit: 10, level: 'client', personId }), network.ana)).data.map((invoice) => invoice.id);
    expect([await listed(ownerOf(survivor)), await listed(ownerOf(closed))]).toEqual([[invoiceId], [invoiceId]]);
    await split(world, network, merge);
    expect([await listed(ownerOf(survivor)), await listed(ownerOf(closed))]).toEqual([[], [invoiceId]]);
  });

  it('ID-24: staff bill the survivor for anything, and only what they bill later stays', async () => {
    await owes(closed);
    const merge = await join(world, network, closed, survivor);
    const line = { kind: 'merchandise' as const, description: 'Chandail', amountMinor: 2500, ledgerCode: '4200', tax: 'added' as const };
    const { id } = await order(message(CreateInvoice, { invoiceId: newId(), billingAccountId: old, lines: [line] }));
    expect(await balance(kept)).toBe(6500);
    await split(world, network, merge);
    expect(await invoicesOf(kept)).toEqual([id]);
  });
});

/** Money received before anything was owed. */
async function pays2(billingAccountId: Uuid, amountMinor: number): Promise<void> {
  await owes(closed);
  await pays(billingAccountId, 4000 + amountMinor);
}

const freeOf = async (id: Uuid): Promise<number> => (await account(id)).creditMinor;
