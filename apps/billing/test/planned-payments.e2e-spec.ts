import { CommandBus } from '@nestjs/cqrs';
import { ChangeBillingSettings } from '#contracts/billing/billing-settings';
import {
  GetBillingAccount,
  GetInvoice,
  ListBillingAccounts,
  ListInvoices,
  type BillingAccountRecord,
} from '#contracts/billing/documents.query';
import { RecogniseRevenue } from '#contracts/billing/journal';
import { GetPayment, GiveRefund, ListOpenItems, RecordPayment, UndoMatch } from '#contracts/billing/payments';
import {
  CapturePlannedPayment,
  ChangeOnlineSettings,
  ChangePlannedPayment,
  DepositCheques,
  GetPlannedPayment,
  ListPlannedPayments,
  PayOnline,
  PlanPayment,
  SteerPlannedPayment,
  type PlannedPaymentRecord,
} from '#contracts/billing/planned-payments';
import {
  CancelPaymentPlan,
  ChangeRecurringCharge,
  CreatePaymentPlan,
  CreateRecurringCharge,
  GetDueRun,
  GetPaymentPlan,
  GetRecurringCharge,
  ListDueRuns,
  StartDueRun,
  type DueRunRecord,
} from '#contracts/billing/recurring-charges';
import { CreateCreditNote } from '#contracts/billing/staff-documents';
import type { Caller } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { ProviderSimulator } from '#testing/provider-simulator';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { LookForDue } from '../src/features/run-due/look-for-due.command.js';
import { billingInvariants } from '../src/invariants.js';
import { childOf, fakeIdentity, knownToIdentity, strangers } from './fake-identity.js';
import { batchOf, freeze, someNetwork, work, type Network } from './resale.js';

let world: World;
let provider: ProviderSimulator;
let network: Network;
const clock = new MovedClock();
const today = (day: string) => clock.moveTo(`${day}T16:00:00Z`); // Noon in Quebec.

beforeAll(async () => {
  provider = await ProviderSimulator.start();
  world = await startWorld([billing, fakeIdentity], { clock, env: { PAYMENT_PROVIDER_URL: provider.url } });
});
afterAll(async () => {
  await world?.stop();
  await provider.stop();
});
beforeEach(async () => {
  today('2026-09-01');
  network = await someNetwork(world);
  knownToIdentity(network);
});
afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
});

const ask = <T>(command: Parameters<World['ask']>[0], as: Caller = network.ana) => world.ask(command, as) as Promise<T>;

/** Somebody who owes the club 40.00. */
async function aDebtor(): Promise<BillingAccountRecord> {
  const importId = newId();
  await freeze(world, network, importId);
  await work(world, network, batchOf(network, importId, [{ row: 2, name: 'Ana Côté' }]));
  return (await world.ask(message(ListBillingAccounts, { limit: 1, importId, level: 'client' }), network.ana)).data[0];
}
const accountOf = ({ id }: BillingAccountRecord, as = network.ana) => world.ask(message(GetBillingAccount, { billingAccountId: id }), as);

const plan = (account: BillingAccountRecord, changes: Partial<Fields<PlanPayment>> = {}) =>
  world.ask(
    message(PlanPayment, {
      plannedPaymentId: newId(),
      billingAccountId: account.id,
      amountMinor: 1000,
      currency: 'CAD',
      method: 'card',
      instrument: 'card-1',
      dueOn: '2026-09-10',
      ...changes,
    }),
    network.ana,
  );
const aCheque = (account: BillingAccountRecord, changes: Partial<Fields<PlanPayment>> = {}) =>
  plan(account, { method: 'cheque', instrument: undefined, reference: '000417', ...changes });
const planned = (plannedPaymentId: Uuid) => world.ask(message(GetPlannedPayment, { plannedPaymentId }), network.ana);

/** A run by command, to its end. */
async function run(as: Caller = network.ana): Promise<DueRunRecord> {
  const { id } = await world.ask(message(StartDueRun, { dueRunId: newId() }), as);
  return eventually(
    async () => {
      const now = await world.ask(message(GetDueRun, { dueRunId: id }), as);
      return now.state === 'finished' && now;
    },
    { withinMs: 60_000 },
  );
}

describe('a post-dated cheque', () => {
  it('BIL-14: becomes a payment only when staff deposit it; until then the balance expects it', async () => {
    const account = await aDebtor();
    const cheque = await aCheque(account);
    expect(await accountOf(account)).toMatchObject({ balanceMinor: 4000, plannedMinor: 1000, expectedMinor: 3000 });
    today('2026-09-10');
    const { payments } = await world.ask(message(DepositCheques, { plannedPaymentIds: [cheque.id] }), network.ana);
    expect(await planned(cheque.id)).toMatchObject({ state: 'paid', paymentId: payments[0].paymentId });
    expect(await world.ask(message(GetPayment, { paymentId: payments[0].paymentId }), network.ana)).toMatchObject({
      method: 'cheque',
      reference: '000417',
      amountMinor: 1000,
      matchedMinor: 1000,
      bookedOn: '2026-09-10',
    });
    expect(await accountOf(account)).toMatchObject({ balanceMinor: 3000, plannedMinor: 0, expectedMinor: 3000 });
  });

  it('BIL-14: is deposited in a batch, all or none', async () => {
    const [one, other] = [await aDebtor(), await aDebtor()];
    const cheques = [await aCheque(one), await aCheque(one, { amountMinor: 500 }), await aCheque(other)];
    const early = await aCheque(other, { dueOn: '2026-09-11' });
    const deposit = (some: PlannedPaymentRecord[]) =>
      world.ask(message(DepositCheques, { plannedPaymentIds: some.map((cheque) => cheque.id) }), network.ana);
    today('2026-09-10');
    await expect(deposit([...cheques, early])).rejects.toMatchObject({ code: 'billing.cheque-not-depositable' });
    expect((await deposit(cheques)).payments).toHaveLength(3);
    expect((await accountOf(one)).balanceMinor).toBe(2500);
    await expect(deposit([cheques[0]])).rejects.toMatchObject({ code: 'billing.cheque-not-depositable' });
  });

  it('BIL-14: is moved before its day, by whoever saw it as it is; not from then on, nor to a day that has passed', async () => {
    const { id, version } = await aCheque(await aDebtor());
    const move = (dueOn: string, seen = version) =>
      world.ask(message(ChangePlannedPayment, { plannedPaymentId: id, version: seen, dueOn }), network.ana);
    await expect(move('2026-08-31')).rejects.toMatchObject({ code: 'billing.planned-day-passed' });
    const moved = await move('2026-09-20');
    expect(moved).toMatchObject({ dueOn: '2026-09-20', state: 'planned', version: version + 1 });
    await expect(move('2026-09-25')).rejects.toMatchObject({ code: 'billing.stale-planned-payment', kind: 'stale' });
    today('2026-09-20');
    await expect(move('2026-09-25', moved.version)).rejects.toMatchObject({ code: 'billing.planned-day-passed' });
    await world.ask(message(DepositCheques, { plannedPaymentIds: [id] }), network.ana);
    await expect(move('2026-09-25', moved.version + 1)).rejects.toMatchObject({ code: 'billing.planned-payment-state' });
  });

  it('is never charged: no run touches it', async () => {
    const cheque = await aCheque(await aDebtor());
    today('2026-09-20');
    expect(await run()).toMatchObject({ charges: 0 });
    expect((await planned(cheque.id)).state).toBe('planned');
  });
});

describe('a planned charge', () => {
  it('BIL-13: is collected by a run on its day, and fills items in invoice order (BIL-8)', async () => {
    const account = await aDebtor();
    const { id } = await plan(account);
    expect(await run()).toMatchObject({ charges: 0 });
    today('2026-09-10');
    expect(await run()).toMatchObject({ charges: 1, chargedMinor: 1000, succeeded: 1, declined: 0 });
    const { state, paymentId } = await planned(id);
    expect(state).toBe('paid');
    const payment = await world.ask(message(GetPayment, { paymentId: paymentId ?? '' }), network.ana);
    expect(payment).toMatchObject({ method: 'card', matchedMinor: 1000, reference: expect.stringMatching(/^txn-/) });
    expect(await run()).toMatchObject({ charges: 0, succeeded: 0 });
  });

  it('BIL-13: with others of the same day and card is one charge; a card of its own is charged for itself', async () => {
    const account = await aDebtor();
    await plan(account);
    await plan(account);
    await plan(account, { instrument: 'card-2' });
    today('2026-09-10');
    expect(await run()).toMatchObject({ charges: 2, chargedMinor: 3000, succeeded: 2 });
  });

  it('lets free credit go first: only what is still owed is charged, and what nothing is owed for is covered', async () => {
    const account = await aDebtor();
    const pay = (amountMinor: number) =>
      message(RecordPayment, {
        paymentId: newId(),
        billingAccountId: account.id,
        amountMinor,
        currency: 'CAD',
        method: 'cash',
        leaveFree: true,
      });
    await ask(pay(3500));
    const [first, second] = [await plan(account), await plan(account, { dueOn: '2026-09-11' })];
    today('2026-09-12');
    expect(await run()).toMatchObject({ charges: 1, chargedMinor: 500, covered: 1, succeeded: 1 });
    expect([(await planned(first.id)).state, (await planned(second.id)).state]).toEqual(['paid', 'covered']);
    expect((await accountOf(account)).balanceMinor).toBe(0);
  });

  it('BIL-14: that is declined fails, is listed for staff, and is tried again or dismissed', async () => {
    const account = await aDebtor();
    const [again, never] = [await plan(account, { instrument: 'poor-1' }), await plan(account, { instrument: 'poor-2' })];
    today('2026-09-10');
    expect(await run()).toMatchObject({ declined: 2, succeeded: 0 });
    const failed = await world.ask(message(ListPlannedPayments, { limit: 10, state: 'failed' }), network.ana);
    expect(new Map(failed.data.map(({ id, failure }) => [id, failure]))).toEqual(
      new Map([
        [again.id, 'insufficient-funds'],
        [never.id, 'insufficient-funds'],
      ]),
    );

    const steer = (id: Uuid, action: 'retry' | 'dismiss') =>
      world.ask(message(SteerPlannedPayment, { plannedPaymentId: id, action }), network.ana);
    const asked = provider.asked;
    expect((await steer(again.id, 'retry')).state).toBe('failed'); // Asked anew, and declined anew.
    expect(provider.asked).toBe(asked + 1);
    expect((await steer(never.id, 'dismiss')).state).toBe('dismissed');
    await expect(steer(never.id, 'retry')).rejects.toMatchObject({ code: 'billing.planned-payment-state' });
    expect(await accountOf(account)).toMatchObject({ balanceMinor: 4000, plannedMinor: 0 });
  });

  it('is captured by hand when the money came another way, once', async () => {
    const account = await aDebtor();
    const { id } = await plan(account, { instrument: 'poor-3' });
    today('2026-09-10');
    await run();
    const capture = () => world.ask(message(CapturePlannedPayment, { plannedPaymentId: id, method: 'terminal' }), network.ana);
    expect(await capture()).toMatchObject({ method: 'terminal', amountMinor: 1000, matchedMinor: 1000 });
    expect((await planned(id)).state).toBe('paid');
    await expect(capture()).rejects.toMatchObject({ code: 'billing.planned-payment-state' });
    expect((await accountOf(account)).balanceMinor).toBe(3000);
  });

  it.each(['lost', 'down'])(
    'is not charged twice when the provider’s answer is %s: it is asked again under the same key',
    async (trouble) => {
      const account = await aDebtor();
      const { id } = await plan(account, { instrument: `${trouble}-${id0}` });
      today('2026-09-10');
      expect(await run()).toMatchObject({ charges: 1, succeeded: 0, declined: 0 });
      expect((await planned(id)).state).toBe('charging');
      const capture = world.ask(message(CapturePlannedPayment, { plannedPaymentId: id, method: 'cash' }), network.ana);
      await expect(capture).rejects.toMatchObject({ code: 'billing.planned-payment-state' });

      await world.database('billing').query(`UPDATE charges SET asked_at = asked_at - interval '2 minutes' WHERE state = 'requested'`);
      await world.services.billing.app.get(CommandBus).execute(new LookForDue());
      expect((await planned(id)).state).toBe('paid');
      expect(provider.transactions.filter((one) => one.of === `${trouble}-${id0}`)).toHaveLength(1);
      expect((await accountOf(account)).balanceMinor).toBe(3000);
    },
  );
  const id0 = 'once';

  it('BIL-7: the lines of an invoice say how far they are reconciled', async () => {
    const account = await aDebtor();
    const { invoiceId } = (await world.ask(message(ListOpenItems, { billingAccountId: account.id, limit: 5 }), network.ana)).data[0];
    const state = async () => (await world.ask(message(GetInvoice, { invoiceId }), network.ana)).lines[0].state;
    const cash = (amountMinor: number) =>
      ask(message(RecordPayment, { paymentId: newId(), billingAccountId: account.id, amountMinor, currency: 'CAD', method: 'cash' }));
    expect(await state()).toBe('none');
    await cash(1000);
    expect(await state()).toBe('partial');
    await ask(
      message(CreateCreditNote, {
        creditNoteId: newId(),
        invoiceId,
        lines: [{ position: 1, credit: { kind: 'amount', amountMinor: 500, tax: 'included' } }],
      }),
    );
    expect(await state()).toBe('partial');
    const { id: plannedPaymentId } = await plan(account, { amountMinor: 2500 });
    expect(await state()).toBe('planned');
    await ask(message(SteerPlannedPayment, { plannedPaymentId, action: 'dismiss' }));
    expect(await state()).toBe('partial');
    await cash(2500);
    expect(await state()).toBe('full');
  });

  it('BIL-7: shows the items it will settle as planned', async () => {
    const account = await aDebtor();
    const state = async () =>
      (await world.ask(message(ListOpenItems, { billingAccountId: account.id, limit: 5 }), network.ana)).data[0].state;
    await plan(account, { amountMinor: 3999 });
    expect(await state()).toBe('none');
    await plan(account, { amountMinor: 1 });
    expect(await state()).toBe('planned');
  });
});

describe('a refund by card', () => {
  it('BIL-16: returns to the paying card, never above what it paid', async () => {
    const account = await aDebtor();
    await plan(account, { amountMinor: 3000, instrument: 'card-mine' });
    today('2026-09-10');
    await run();
    await ask(
      message(RecordPayment, { paymentId: newId(), billingAccountId: account.id, amountMinor: 4000, currency: 'CAD', method: 'cash' }),
    );
    const refund = (amountMinor: number) =>
      world.ask(
        message(GiveRefund, { refundId: newId(), billingAccountId: account.id, amountMinor, currency: 'CAD', method: 'card' }),
        network.ana,
      );
    await expect(refund(1000)).rejects.toMatchObject({ code: 'billing.refund-exceeds-credit', facts: { creditMinor: 0 } });
  });

  it('BIL-16: is carried out by the provider, transaction by transaction', async () => {
    const account = await aDebtor();
    const online = message(PayOnline, {
      onlinePaymentId: newId(),
      billingAccountId: account.id,
      amountMinor: 4000,
      currency: 'CAD',
      method: 'card',
      instrument: 'card-back',
    });
    await ask(message(ChangeOnlineSettings, { allowed: true, minimumMinor: 1000 }));
    const paid = await world.ask(online, network.ana);
    const { matches } = await world.ask(message(GetPayment, { paymentId: paid.paymentId ?? '' }), network.ana);
    expect(matches.map((match) => match.amountMinor)).toEqual([4000]);
    await ask(message(UndoMatch, { paymentId: paid.paymentId ?? '', invoiceId: matches[0].invoiceId, position: matches[0].position }));
    const refundId = newId();
    await ask(message(GiveRefund, { refundId, billingAccountId: account.id, amountMinor: 1500, currency: 'CAD' }));
    const transaction = provider.transactions.find((one) => one.of === 'card-back')?.transaction;
    expect(provider.transactions.filter((one) => one.kind === 'refund' && one.of === transaction)).toEqual([
      expect.objectContaining({ amountMinor: 1500 }),
    ]);
    expect((await accountOf(account)).balanceMinor).toBe(1500);
  });
});

describe('paying online', () => {
  const pay = (account: BillingAccountRecord, amountMinor: number, as: Caller, instrument = 'card-9') =>
    world.ask(
      message(PayOnline, {
        onlinePaymentId: newId(),
        billingAccountId: account.id,
        amountMinor,
        currency: 'CAD',
        method: 'card',
        instrument,
      }),
      as,
    );
  const corporate = async () => (await world.ask(message(ListBillingAccounts, { limit: 1, level: 'corporate' }), network.ana)).data[0];

  it('BIL-12: a club pays its corporate account, fully or in part, once its federation allows it', async () => {
    await aDebtor();
    const account = await corporate();
    await expect(pay(account, 2500, network.ana)).rejects.toMatchObject({ code: 'billing.online-not-allowed' });
    await ask(message(ChangeOnlineSettings, { allowed: true, minimumMinor: 1000 }), network.director);
    await expect(pay(account, 999, network.ana)).rejects.toMatchObject({ code: 'billing.online-amount-out-of-bounds' });
    await expect(pay(account, 2501, network.ana)).rejects.toMatchObject({ code: 'billing.online-amount-out-of-bounds' });
    expect(await pay(account, 1500, network.ana)).toMatchObject({ state: 'succeeded', amountMinor: 1500 });
    expect(await pay(account, 1000, network.ana, 'poor-9')).toMatchObject({ state: 'declined', failure: 'insufficient-funds' });
    expect((await accountOf(account, network.director)).balanceMinor).toBe(1000);
    expect((await accountOf(account, network.ana)).balanceMinor).toBe(1000);
  });

  it('BIL-12: ten at once never pay more than is owed', async () => {
    await aDebtor();
    const account = await corporate();
    await ask(message(ChangeOnlineSettings, { allowed: true, minimumMinor: 0 }), network.director);
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => pay(account, 1000, network.ana)));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(2);
    expect((await accountOf(account)).balanceMinor).toBe(500);
  });
});

describe('instalments', () => {
  const create = (account: BillingAccountRecord, changes: Partial<Fields<CreatePaymentPlan>> = {}) =>
    world.ask(
      message(CreatePaymentPlan, {
        paymentPlanId: newId(),
        billingAccountId: account.id,
        totalMinor: 4000,
        currency: 'CAD',
        many: 3,
        method: 'card',
        instrument: 'card-5',
        ...changes,
      }),
      network.ana,
    );

  it('BIL-13: the first is charged at checkout, the others on their days', async () => {
    const account = await aDebtor();
    const plan = await create(account, { firstRatePpm: 500_000 });
    expect(plan.instalments.map(({ dueOn, amountMinor, state }) => [dueOn, amountMinor, state])).toEqual([
      ['2026-09-01', 2000, 'paid'],
      ['2026-10-01', 1000, 'planned'],
      ['2026-11-01', 1000, 'planned'],
    ]);
    expect(await accountOf(account)).toMatchObject({ balanceMinor: 2000, expectedMinor: 0 });
    today('2026-11-01');
    expect(await run()).toMatchObject({ charges: 2, succeeded: 2, chargedMinor: 2000 });
    expect((await accountOf(account)).balanceMinor).toBe(0);
  });

  describe('for certain invoices', () => {
    /** Somebody with two invoices of 40.00. */
    async function twoInvoices(): Promise<{ account: BillingAccountRecord; older: Uuid; newer: Uuid }> {
      const importId = newId();
      await freeze(world, network, importId);
      const rows = [2, 3].map((row) => ({ row, name: `Buyer ${row}`, account: 'Parent' }));
      await work(world, network, batchOf(network, importId, rows));
      const account = (await world.ask(message(ListBillingAccounts, { limit: 1, importId, level: 'client' }), network.ana)).data[0];
      const { data } = await world.ask(message(ListOpenItems, { billingAccountId: account.id, limit: 5 }), network.ana);
      return { account, older: data[0].invoiceId, newer: data[1].invoiceId };
    }
    const line = async (invoiceId: Uuid) => {
      const { openMinor, state } = (await world.ask(message(GetInvoice, { invoiceId }), network.ana)).lines[0];
      return [openMinor, state];
    };

    it('BIL-8: settle these first, charged or captured by hand, and the others with what is left', async () => {
      const { account, older, newer } = await twoInvoices();
      const { instalments, invoiceIds } = await create(account, { totalMinor: 6000, many: 3, invoiceIds: [newer] });
      expect(invoiceIds).toEqual([newer]);
      expect([await line(older), await line(newer)]).toEqual([
        [4000, 'none'],
        [2000, 'planned'],
      ]);
      await ask(message(CapturePlannedPayment, { plannedPaymentId: instalments[1].id, method: 'cash' }));
      expect([await line(older), await line(newer)]).toEqual([
        [4000, 'none'],
        [0, 'full'],
      ]);
      today('2026-11-01');
      expect(await run()).toMatchObject({ charges: 1, succeeded: 1 });
      expect(await line(older)).toEqual([2000, 'partial']);
    });

    it('are refused for an invoice of somebody else', async () => {
      const [{ account }, { older }] = [await twoInvoices(), await twoInvoices()];
      await expect(create(account, { invoiceIds: [older] })).rejects.toMatchObject({ code: 'billing.no-such-invoice', kind: 'missing' });
    });
  });

  it('BIL-13: begin on a fixed day when told, and are given up together', async () => {
    const account = await aDebtor();
    const { id, instalments } = await create(account, { firstOn: '2026-09-15', firstMinor: 1000 });
    expect(instalments.map((one) => one.state)).toEqual(['planned', 'planned', 'planned']);
    const cancelled = await world.ask(message(CancelPaymentPlan, { paymentPlanId: id }), network.ana);
    expect(cancelled.instalments.map((one) => one.state)).toEqual(['dismissed', 'dismissed', 'dismissed']);
    expect(await world.ask(message(GetPaymentPlan, { paymentPlanId: id }), network.ana)).toEqual(cancelled);
  });
});

describe('a recurring charge', () => {
  const create = (account: BillingAccountRecord, changes: Partial<Fields<CreateRecurringCharge>> = {}) =>
    world.ask(
      message(CreateRecurringCharge, {
        recurringChargeId: newId(),
        billingAccountId: account.id,
        kind: 'subscription',
        description: 'Ice time',
        ledgerCode: '4200',
        netMinor: 1000,
        currency: 'CAD',
        unit: 'month',
        every: 1,
        startsOn: '2026-09-01',
        ...changes,
      }),
      network.ana,
    );

  it('BIL-13: invoices and collects each month; a run repeated does nothing more', async () => {
    const account = await aDebtor();
    await create(account, { method: 'card', instrument: 'card-7' });
    expect(await run()).toMatchObject({ invoices: 1, invoicedMinor: 1000, charges: 1, succeeded: 1 });
    expect(await run()).toMatchObject({ invoices: 0, charges: 0 });
    today('2026-11-02');
    expect(await run()).toMatchObject({ invoices: 2, invoicedMinor: 2000, charges: 1, chargedMinor: 2000, succeeded: 1 });
    expect((await accountOf(account)).invoicedMinor).toBe(7000);
  });

  describe('for somebody who was never billed', () => {
    const first = (named: Partial<Fields<CreateRecurringCharge>>, as = network.ana) =>
      world.ask(
        message(CreateRecurringCharge, {
          recurringChargeId: newId(),
          kind: 'subscription',
          description: 'Ice time',
          ledgerCode: '4200',
          netMinor: 1000,
          currency: 'CAD',
          unit: 'month',
          every: 1,
          startsOn: '2026-09-01',
          ...named,
        }),
        as,
      );
    const invoiceOf = async (billingAccountId: Uuid, as = network.ana) =>
      (await world.ask(message(ListInvoices, { limit: 5, billingAccountId }), as)).data[0];

    it('opens the account; its invoice names the client and whom it is for, and is due as the organization says', async () => {
      await ask(message(ChangeBillingSettings, { organizationId: network.club.id, version: 1, dueDays: 10 }));
      const accountId = newId();
      const charge = await first({ accountId, personId: childOf(accountId) });
      expect(charge.personName).toBe('Léa Tremblay');
      expect(await run()).toMatchObject({ invoices: 1 });
      expect(await invoiceOf(charge.billingAccountId)).toMatchObject({
        level: 'client',
        debtorName: 'Marie Tremblay',
        issuedOn: '2026-09-01',
        dueOn: '2026-09-11',
        totalMinor: 1000,
        lines: [expect.objectContaining({ personName: 'Léa Tremblay', description: 'Ice time, 2026-09-01 – 2026-09-30' })],
      });
    });

    it('a federation bills its club the same way', async () => {
      const { billingAccountId } = await first({ debtorId: network.club.id }, network.director);
      await run(network.director);
      expect(await invoiceOf(billingAccountId)).toMatchObject({ level: 'corporate', debtorName: network.club.name });
    });

    it('is refused for a stranger, for a person of another family, and to nobody', async () => {
      const stranger = newId();
      strangers.add(stranger);
      await expect(first({ accountId: stranger })).rejects.toMatchObject({ code: 'billing.no-such-client' });
      await expect(first({ accountId: newId(), personId: newId() })).rejects.toMatchObject({ code: 'billing.person-not-in-account' });
      await expect(first({})).rejects.toMatchObject({ code: 'billing.debtor-needed' });
    });
  });

  it('BIL-22: by accrual, what an invoice charges for a term beyond its month is deferred, and recognised like any other', async () => {
    await ask(message(ChangeBillingSettings, { organizationId: network.club.id, version: 1, accrual: true }));
    const account = await aDebtor();
    await create(account, { startsOn: '2026-09-16', every: 2, netMinor: 6100 });
    today('2026-09-16');
    expect(await run()).toMatchObject({ invoices: 1, invoicedMinor: 6100 });
    const [{ document_id: invoiceId }] = await deferrals();
    expect(await deferrals()).toEqual([expect.objectContaining({ deferred_minor: 6100, recognised_minor: 0 })]);
    const postings = await world
      .database('billing')
      .query('SELECT account, amount_minor FROM postings WHERE entry_id = $1 ORDER BY amount_minor', [invoiceId]);
    expect(postings).toEqual([
      { account: 'deferred-revenue', amount_minor: -6100 },
      { account: 'receivable', amount_minor: 6100 },
    ]);
    today('2026-10-02');
    await ask(message(RecogniseRevenue, { month: '2026-09' })); // 15 of 61 days.
    expect(await deferrals()).toEqual([expect.objectContaining({ recognised_minor: 1500 })]);
  });
  const deferrals = () =>
    world.database('billing').query<{ document_id: Uuid }>(
      `SELECT f.document_id, f.deferred_minor::int, f.recognised_minor::int FROM deferrals f
         JOIN documents d ON d.id = f.document_id WHERE f.issuer_id = $1 AND d.import_id IS NULL`,
      [network.club.id],
    );

  it('BIL-13: pauses without making up for it, and ends', async () => {
    const account = await aDebtor();
    const { id, version } = await create(account, { endsOn: '2026-12-01' });
    const change = (changes: Partial<Fields<ChangeRecurringCharge>>) =>
      world.ask(message(ChangeRecurringCharge, { recurringChargeId: id, version, ...changes }), network.ana);
    const paused = await change({ paused: true });
    expect(await run()).toMatchObject({ invoices: 0 });
    await expect(change({ paused: false })).rejects.toMatchObject({ code: 'billing.stale-recurring-charge' });
    today('2026-11-15');
    expect(await change({ paused: false, version: paused.version })).toMatchObject({ nextOn: '2026-12-01' });
    today('2027-03-01');
    expect(await run()).toMatchObject({ invoices: 1 });
    expect((await world.ask(message(GetRecurringCharge, { recurringChargeId: id }), network.ana)).nextOn).toBeNull();
  });

  it('lets free credit settle its invoice before any charge', async () => {
    const account = await aDebtor();
    const cash = message(RecordPayment, {
      paymentId: newId(),
      billingAccountId: account.id,
      amountMinor: 4600,
      currency: 'CAD',
      method: 'cash',
    });
    await ask(cash);
    await create(account, { method: 'card', instrument: 'card-8' });
    expect(await run()).toMatchObject({ invoices: 1, charges: 1, chargedMinor: 400 });
    expect((await accountOf(account)).balanceMinor).toBe(0);
  });

  it('begins by itself on the organization’s own day, once a day, and is watched', async () => {
    const account = await aDebtor();
    await create(account, { startsOn: '2026-10-01' });
    const look = () => world.services.billing.app.get(CommandBus).execute(new LookForDue());
    const runs = async () => (await world.ask(message(ListDueRuns, { limit: 5 }), network.ana)).data;
    clock.moveTo('2026-10-01T03:00:00Z'); // Still September in Quebec.
    await look();
    expect(await runs()).toEqual([]);
    clock.moveTo('2026-10-01T05:00:00Z');
    await look();
    await look();
    await eventually(async () => {
      expect(await runs()).toEqual([expect.objectContaining({ dueOn: '2026-10-01', state: 'finished', invoices: 1 })]);
      return true;
    });
  });

  it('many runs at once invoice and collect everything once', async () => {
    const accounts = await Promise.all([aDebtor(), aDebtor(), aDebtor()]);
    for (const account of accounts) for (let i = 0; i < 3; i++) await create(account, { method: 'card', instrument: 'card-m' });
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.reduce((total, one) => total + one.invoices, 0)).toBe(9);
    expect(runs.reduce((total, one) => total + one.chargedMinor, 0)).toBe(9000);
    for (const account of accounts) expect((await accountOf(account)).paidMinor).toBe(3000);
  });
});
