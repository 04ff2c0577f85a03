import { CancelLines, PreviewCancellations, type CancellationCredit } from '#contracts/billing/cancellations';
import { PreviewReplacements } from '#contracts/billing/pairs';
import { GetPlannedPayment, PlanPayment } from '#contracts/billing/planned-payments';
import {
  CreatePaymentPlan,
  CreateRecurringCharge,
  GetDueRun,
  GetPaymentPlan,
  GetRecurringCharge,
  StartDueRun,
} from '#contracts/billing/recurring-charges';
import { GetBillingAccount, ListInvoices } from '#contracts/billing/documents.query';
import { CreateCreditNote, PreviewCreditNote } from '#contracts/billing/staff-documents';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { ProviderSimulator } from '#testing/provider-simulator';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { occurrencesOfOld } from '../src/persistence/migrations/018-lists-along-indexes.js';
import { fakeIdentity, knownToIdentity } from './fake-identity.js';
import { recreational, someNetwork, type Network } from './resale.js';
import { clientAccountOf, competitive, pay, replace, sell, someReplacement, someSale } from './sales.js';

let world: World;
let provider: ProviderSimulator;
let network: Network;
const clock = new MovedClock(new Date('2026-09-10T16:00:00Z'));

beforeAll(async () => {
  provider = await ProviderSimulator.start();
  world = await startWorld([billing, fakeIdentity], { clock, env: { PAYMENT_PROVIDER_URL: provider.url } });
});
afterAll(async () => {
  await world?.stop();
  await provider.stop();
});
beforeEach(async () => {
  clock.moveTo('2026-09-10T16:00:00Z');
  network = await someNetwork(world);
  knownToIdentity(network);
});
afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
});

interface Sold {
  readonly accountId: Uuid;
  readonly saleId: Uuid;
  readonly invoiceId: Uuid;
}

/** Somebody who owes the club 40.00. */
async function aBuyer(): Promise<Sold> {
  const sale = someSale();
  const [billed] = await sell(world, network, [sale]);
  return { accountId: clientAccountOf(network, sale.accountId), saleId: sale.saleId, invoiceId: billed.client.id };
}

/** Four instalments of 10.00, the first in October. */
const instalments = ({ accountId, invoiceId }: Sold, changes: Partial<Fields<CreatePaymentPlan>> = {}) =>
  world.ask(
    message(CreatePaymentPlan, {
      paymentPlanId: newId(),
      billingAccountId: accountId,
      totalMinor: 4000,
      currency: 'CAD',
      many: 4,
      method: 'card',
      instrument: 'card-1',
      firstOn: '2026-10-01',
      invoiceIds: [invoiceId],
      ...changes,
    }),
    network.ana,
  );
const planOf = (paymentPlanId: Uuid) => world.ask(message(GetPaymentPlan, { paymentPlanId }), network.ana);
const standing = async (paymentPlanId: Uuid) =>
  (await planOf(paymentPlanId)).instalments.map(({ amountMinor, reducedMinor, state }) => [amountMinor, reducedMinor, state]);
const cancelling = ({ saleId }: Sold, credit: CancellationCredit) => ({
  organizationId: network.club.id,
  federationId: network.federation.id,
  cancellations: [{ cancellationId: newId(), saleId, credit }],
});
const changes = (planned: { plannedPayments?: { dueOn: string; beforeMinor: number; afterMinor: number }[] }) =>
  planned.plannedPayments?.map(({ dueOn, beforeMinor, afterMinor }) => [dueOn, beforeMinor, afterMinor]);
const whole = { kind: 'whole' } as const;
const fifteen = { kind: 'amount', amountMinor: 1500, tax: 'included' } as const;

describe('what is planned to pay a line', () => {
  it('BIL-13, BIL-15: shrinks with what is cancelled, the last due first, as the preview said', async () => {
    const sold = await aBuyer();
    const { id } = await instalments(sold);
    const decided = cancelling(sold, fifteen);
    const preview = await world.ask(message(PreviewCancellations, decided), network.ana);
    expect(changes(preview)).toEqual([
      ['2027-01-01', 1000, 0],
      ['2026-12-01', 1000, 500],
    ]);
    await world.ask(message(CancelLines, { ...decided, previewHash: preview.previewHash }), network.ana);
    expect(await standing(id)).toEqual([
      [1000, 0, 'planned'],
      [1000, 0, 'planned'],
      [500, 500, 'planned'],
      [1000, 0, 'dismissed'],
    ]);
    expect(await world.ask(message(GetBillingAccount, { billingAccountId: sold.accountId }), network.ana)).toMatchObject({
      balanceMinor: 2500,
      plannedMinor: 2500,
    });
  });

  it('BIL-15: a cancellation that was shown without what is planned since is refused, and one sent twice takes once', async () => {
    const sold = await aBuyer();
    const decided = cancelling(sold, whole);
    const { previewHash } = await world.ask(message(PreviewCancellations, decided), network.ana);
    const { id } = await instalments(sold);
    await expect(world.ask(message(CancelLines, { ...decided, previewHash }), network.ana)).rejects.toMatchObject({
      code: 'billing.preview-changed',
    });
    expect((await planOf(id)).instalments.map(({ state }) => state)).toEqual(['planned', 'planned', 'planned', 'planned']);
    const half = { ...decided, cancellations: [{ ...decided.cancellations[0], credit: fifteen }] };
    await world.ask(message(CancelLines, half), network.ana);
    const once = await standing(id);
    await world.ask(message(CancelLines, half), network.ana);
    expect(await standing(id)).toEqual(once);
  });

  it('BIL-13, BIL-15: shrinks with a credit note of staff; what pays other invoices stays', async () => {
    const [sold, other] = [await aBuyer(), await aBuyer()];
    const [{ id }, { id: untouched }] = [await instalments(sold), await instalments(other)];
    const lines = [{ position: 1, credit: whole }];
    const preview = await world.ask(message(PreviewCreditNote, { invoiceId: sold.invoiceId, lines }), network.ana);
    expect(changes(preview)).toHaveLength(4);
    const { previewHash } = preview;
    await world.ask(message(CreateCreditNote, { creditNoteId: newId(), invoiceId: sold.invoiceId, lines, previewHash }), network.ana);
    expect((await planOf(id)).instalments.map(({ state }) => state)).toEqual(['dismissed', 'dismissed', 'dismissed', 'dismissed']);
    expect((await planOf(untouched)).instalments.map(({ state }) => state)).toEqual(['planned', 'planned', 'planned', 'planned']);
  });

  it('BIL-13: what was paid of it stays paid, and only what is no longer owed ends', async () => {
    const sold = await aBuyer();
    const { id } = await instalments(sold, { firstOn: undefined }); // The first is charged at checkout.
    await world.ask(message(CancelLines, cancelling(sold, fifteen)), network.ana);
    expect(await standing(id)).toEqual([
      [1000, 0, 'paid'],
      [1000, 0, 'planned'],
      [500, 500, 'planned'],
      [1000, 0, 'dismissed'],
    ]);
  });

  it('BIL-14: a cheque can’t be made smaller: it ends, to be handed back', async () => {
    const sold = await aBuyer();
    const cheque = { plannedPaymentId: newId(), billingAccountId: sold.accountId, amountMinor: 4000, currency: 'CAD' };
    await world.ask(message(PlanPayment, { ...cheque, method: 'cheque', reference: '000417', dueOn: '2026-10-01' }), network.ana);
    await world.ask(message(CancelLines, cancelling(sold, fifteen)), network.ana);
    const { plannedPaymentId } = cheque;
    expect(await world.ask(message(GetPlannedPayment, { plannedPaymentId }), network.ana)).toMatchObject({
      state: 'dismissed',
      amountMinor: 4000,
    });
  });
});

describe('what is planned to pay what is replaced', () => {
  it('REP-14: ends with it, unless the operator says otherwise', async () => {
    const sold = await aBuyer();
    const { id } = await instalments(sold);
    await replace(world, network, [someReplacement(sold.saleId)], competitive);
    expect((await planOf(id)).instalments.map(({ state }) => state)).toEqual(['dismissed', 'dismissed', 'dismissed', 'dismissed']);
  });

  it('REP-14: goes on for the successor when the operator says so', async () => {
    const sold = await aBuyer();
    const { id } = await instalments(sold);
    const [replaced] = await replace(world, network, [someReplacement(sold.saleId, { takeOverPlan: true })], competitive);
    expect((await planOf(id)).instalments.map(({ state }) => state)).toEqual(['planned', 'planned', 'planned', 'planned']);
    expect((await planOf(id)).invoiceIds).toEqual([sold.invoiceId, replaced.client.invoice.id]);
  });

  it('REP-14: and no further than the successor stays open beside the money that follows', async () => {
    const sold = await aBuyer();
    await pay(world, network.ana, sold.accountId, 1000);
    const { id } = await instalments(sold, { totalMinor: 3000, many: 3 });
    const replacement = someReplacement(sold.saleId, { takeOverPlan: true });
    const cheaper = { ...recreational, sellingMinor: 2500 };
    const asked = { organizationId: network.club.id, federationId: network.federation.id, terms: [cheaper], replacements: [replacement] };
    const preview = await world.ask(message(PreviewReplacements, asked), network.ana);
    expect(changes(preview)).toEqual([
      ['2026-12-01', 1000, 0],
      ['2026-11-01', 1000, 500],
    ]);
    await replace(world, network, [replacement], cheaper, preview.previewHash);
    expect(await standing(id)).toEqual([
      [1000, 0, 'planned'],
      [500, 500, 'planned'],
      [1000, 0, 'dismissed'],
    ]);
  });
});

describe('what recurs', () => {
  const monthly = async ({ accountId }: Sold, changes: Partial<Fields<CreateRecurringCharge>> = {}) => {
    const recurringChargeId = newId();
    const what = { kind: 'subscription', description: 'Ice time', ledgerCode: '4200', netMinor: 1000, currency: 'CAD' } as const;
    const when = { unit: 'month', every: 1, startsOn: '2026-09-01', method: 'card', instrument: 'card-1' } as const;
    const charge = { recurringChargeId, billingAccountId: accountId, ...what, ...when, ...changes };
    await world.ask(message(CreateRecurringCharge, charge), network.ana);
    const { id: dueRunId } = await world.ask(message(StartDueRun, { dueRunId: newId() }), network.ana);
    await eventually(async () => (await world.ask(message(GetDueRun, { dueRunId }), network.ana)).state === 'finished', {
      withinMs: 60_000,
    });
    const { data } = await world.ask(message(ListInvoices, { limit: 5, billingAccountId: accountId }), network.ana);
    return { recurringChargeId, invoiceId: data.find(({ totalMinor }) => totalMinor === 1000)?.id ?? '' };
  };
  const nextOn = async (recurringChargeId: Uuid) =>
    (await world.ask(message(GetRecurringCharge, { recurringChargeId }), network.ana)).nextOn;

  it('BIL-13: finds the invoices and planned payments that it had before anybody kept which they were', async () => {
    const sold = await aBuyer();
    await monthly(sold, { startsOn: '2026-07-31' }); // Two occurrences: in July and in August.
    const kept = async () =>
      world.database('billing')
        .query(`SELECT o.*, r.invoiced FROM recurring_invoices o JOIN recurring_charges r ON r.id = o.recurring_charge_id
        WHERE o.issuer_id = '${network.club.id}' ORDER BY o.due_on`);
    const before = await kept();
    expect(before).toMatchObject([{ invoiced: 2 }, { invoiced: 2 }]);
    await world.database('billing').query(`BEGIN; SET LOCAL session_replication_role = replica;
      DELETE FROM recurring_invoices; UPDATE recurring_charges SET invoiced = 0; COMMIT`);
    for (const statement of occurrencesOfOld) await world.database('billing').query(statement);
    expect(await kept()).toEqual(before);
  });

  it('BIL-13, BIL-15: ends when what it was invoiced for is cancelled; a correction lets it go on', async () => {
    const sold = await aBuyer();
    const { recurringChargeId, invoiceId } = await monthly(sold);
    const lines = [{ position: 1, credit: { kind: 'percent', percentPpm: 100_000 } as const }];
    await world.ask(message(CreateCreditNote, { creditNoteId: newId(), invoiceId, lines }), network.ana);
    expect(await nextOn(recurringChargeId)).toBe('2026-10-01');
    const line = { cancellationId: newId(), invoiceId, position: 1, credit: whole };
    const decided = { organizationId: network.club.id, federationId: network.federation.id, cancellations: [line] };
    const preview = await world.ask(message(PreviewCancellations, decided), network.ana);
    expect(preview.endedRecurringCharges).toEqual([recurringChargeId]);
    await world.ask(message(CancelLines, { ...decided, previewHash: preview.previewHash }), network.ana);
    expect(await nextOn(recurringChargeId)).toBeNull();
  });
});
