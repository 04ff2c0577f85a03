import { ChangeBillingSettings, GetBillingSettings } from '#contracts/billing/billing-settings';
import {
  CancelLines,
  DecideUpstreamCredit,
  GetCancellation,
  ListCancellations,
  ListUpstreamCredits,
  PreviewCancellations,
  type LineToCancel,
} from '#contracts/billing/cancellations';
import { GetInvoice } from '#contracts/billing/documents.query';
import { GetReconciliation } from '#contracts/billing/reconciliation';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { fakeIdentity } from './fake-identity.js';
import { quebec, someNetwork, type Network } from './resale.js';
import { balanceOf, clientAccountOf, competitive, corporateAccountOf, pay, replace, sell, someReplacement, someSale } from './sales.js';

let world: World;
let network: Network;
const clock = new MovedClock(new Date('2026-09-10T15:00:00Z'));

beforeAll(async () => {
  world = await startWorld([billing, fakeIdentity], { clock });
});
afterAll(() => world.stop());
beforeEach(async () => {
  clock.moveTo('2026-09-10T15:00:00Z');
  network = await someNetwork(world);
});
afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
});

const whole = { kind: 'whole' } as const;
const half = { kind: 'percent', percentPpm: 500_000 } as const;
const both = () => ({ organizationId: network.club.id, federationId: network.federation.id });
const cancelling = (...lines: Partial<LineToCancel>[]) => ({
  ...both(),
  cancellations: lines.map((line) => ({ cancellationId: newId(), credit: whole, ...line })),
});
const cancel = async (...lines: Partial<LineToCancel>[]) =>
  (await world.ask(message(CancelLines, cancelling(...lines)), network.ana)).cancellations;
const setting = async (changes: Partial<Fields<ChangeBillingSettings>>) => {
  const organizationId = network.federation.id;
  const { version } = await world.ask(message(GetBillingSettings, { organizationId }), network.director);
  return world.ask(message(ChangeBillingSettings, { organizationId, version, ...changes }), network.director);
};
const balances = async (accountId: Uuid) => [
  await balanceOf(world, network.ana, clientAccountOf(network, accountId)),
  await balanceOf(world, network.director, corporateAccountOf(network)),
];

describe('a cancellation: the client’s side', () => {
  it('BIL-15: credits without giving back: what was paid stays on account', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    await pay(world, network.ana, clientAccountOf(network, sale.accountId), 4000);
    const [done] = await cancel({ saleId: sale.saleId });
    expect(done).toMatchObject({ creditedMinor: 4000, feeMinor: 0, refundedMinor: 0, saleId: sale.saleId });
    expect(done.documents).toMatchObject([{ kind: 'credit-note', level: 'client', totalMinor: -4000 }]);
    expect(await balances(sale.accountId)).toEqual([-4000, 2500]);
  });

  it('BIL-15, BIL-16: less a fee, and gives back what is left of the money', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    await pay(world, network.ana, clientAccountOf(network, sale.accountId), 4000);
    const fee = { description: 'Frais d’annulation', amountMinor: 1000, ledgerCode: '4910' };
    const [done] = await cancel({ saleId: sale.saleId, credit: { kind: 'less-fee', fee }, refundMinor: 3000 });
    expect(done).toMatchObject({ creditedMinor: 4000, feeMinor: 1000, refundedMinor: 3000 });
    expect(done.documents.map(({ kind, totalMinor }) => [kind, totalMinor])).toEqual([
      ['credit-note', -4000],
      ['invoice', 1000],
    ]);
    expect(await balances(sale.accountId)).toEqual([0, 2500]);
    const feeInvoice = done.documents.find((document) => document.kind === 'invoice');
    expect(await world.ask(message(GetInvoice, { invoiceId: feeInvoice?.id ?? '' }), network.ana)).toMatchObject({ openMinor: 0 });
  });

  it('BIL-16: never gives back more than was credited, nor what was never paid', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    await expect(cancel({ saleId: sale.saleId, credit: half, refundMinor: 2001 })).rejects.toMatchObject({
      code: 'billing.refund-exceeds-credit',
    });
    await expect(cancel({ saleId: sale.saleId, refundMinor: 1 })).rejects.toMatchObject({ code: 'billing.refund-exceeds-credit' });
    expect(await balances(sale.accountId)).toEqual([4000, 2500]);
  });

  it('happens once under its id, and a line that was cancelled whole has nothing left to cancel', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    const command = message(CancelLines, cancelling({ saleId: sale.saleId }));
    const first = await world.ask(command, network.ana);
    expect(await world.ask(command, network.ana)).toEqual(first);
    await expect(cancel({ saleId: sale.saleId })).rejects.toMatchObject({ code: 'billing.credit-exceeds-item' });
  });

  it('REP-12: is refused to a sale that was replaced; its successor may be cancelled', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    const replacement = someReplacement(sale.saleId);
    await replace(world, network, [replacement], competitive);
    await expect(cancel({ saleId: sale.saleId })).rejects.toMatchObject({ code: 'billing.sale-replaced' });
    await cancel({ saleId: replacement.newSaleId });
    expect(await balances(sale.accountId)).toEqual([0, 6000]);
  });

  it('REP-12: by its invoice is refused to the line of a membership that goes on, and not to one that has ended', async () => {
    const [sale, over] = [someSale(), someSale(newId(), { expiresOn: '2026-09-09' })];
    const [billed, past] = await sell(world, network, [sale, over]);
    const byInvoice = { invoiceId: billed.client.id, position: 1 };
    await expect(cancel(byInvoice)).rejects.toMatchObject({ code: 'billing.membership-stands', facts: { saleId: sale.saleId } });
    const { cancellations } = cancelling(byInvoice);
    await expect(world.ask(message(PreviewCancellations, { ...both(), cancellations }), network.ana)).rejects.toMatchObject({
      code: 'billing.membership-stands',
    });
    await cancel({ saleId: sale.saleId, credit: half });
    expect(await cancel({ ...byInvoice, credit: half })).toMatchObject([{ creditedMinor: 2000 }]); // The rest, decided later.
    expect(await cancel({ invoiceId: past.client.id, position: 1, credit: half })).toMatchObject([{ creditedMinor: 2000 }]);
  });

  it('is nobody else’s to decide: not the sibling’s, not the federation’s', async () => {
    const sale = someSale();
    const [billed] = await sell(world, network, [sale]);
    const sibling = await someNetwork(world, { federation: network.federation });
    for (const invoiceId of [billed.client.id, billed.corporate?.id ?? '', newId()]) {
      const line = { cancellationId: newId(), invoiceId, position: 1, credit: whole };
      const asSibling = { organizationId: sibling.club.id, federationId: network.federation.id, cancellations: [line] };
      await expect(world.ask(message(CancelLines, asSibling), sibling.ana)).rejects.toMatchObject({ code: 'billing.no-such-invoice' });
    }
  });
});

describe('MEM-20: the level above', () => {
  it('by default is credited never, and the decision says so', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    const [done] = await cancel({ saleId: sale.saleId });
    expect(done.upstream).toEqual({ policy: 'never', state: 'none', askedMinor: 2500, creditedMinor: 0 });
    expect(await balances(sale.accountId)).toEqual([0, 2500]);
  });

  it.each([
    ['2026-09-20T15:00:00Z', 'credited', 0],
    ['2026-09-21T15:00:00Z', 'none', 2500],
  ])('within ten days, on %s: %s', async (on, state, owed) => {
    await setting({ upstreamCredit: 'within-days', upstreamDays: 10 });
    const sale = someSale();
    await sell(world, network, [sale]);
    clock.moveTo(on);
    const [done] = await cancel({ saleId: sale.saleId });
    expect(done.upstream?.state).toBe(state);
    expect(await balances(sale.accountId)).toEqual([0, owed]);
  });

  it('is credited the same share, with its own taxes, though the club had paid: credit on its account, and never twice', async () => {
    network = await someNetwork(world, { taxes: quebec });
    await setting({ upstreamCredit: 'within-days', upstreamDays: 30 });
    const sale = someSale();
    await sell(world, network, [sale]);
    await pay(world, network.director, corporateAccountOf(network), 2874, { corporate: network.club.id });
    await cancel({ saleId: sale.saleId, credit: half });
    expect(await balances(sale.accountId)).toEqual([4599 - 2300, -1437]);
    const [rest] = await cancel({ saleId: sale.saleId });
    expect(rest.upstream).toMatchObject({ state: 'credited', creditedMinor: 1437 });
    expect(await balances(sale.accountId)).toEqual([0, -2874]);
    await expect(cancel({ saleId: sale.saleId })).rejects.toMatchObject({ code: 'billing.credit-exceeds-item' });
  });

  it('waits for the federation, who sees what waits and decides it once', async () => {
    await setting({ upstreamCredit: 'on-approval' });
    const sales = [someSale(), someSale(), someSale()];
    await sell(world, network, sales);
    const done = await cancel(...sales.map(({ saleId }) => ({ saleId })));
    expect(done.map(({ upstream }) => upstream?.state)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(await balances(sales[0].accountId)).toEqual([0, 7500]);

    const waiting = message(ListUpstreamCredits, { limit: 2, state: 'waiting' });
    const page = await world.ask(waiting, network.director);
    const rest = await world.ask(message(ListUpstreamCredits, { ...waiting, after: page.next ?? '' }), network.director);
    expect([...page.data, ...rest.data].map(({ id }) => id).sort()).toEqual(done.map(({ id }) => id).sort());
    expect((await world.ask(message(ListUpstreamCredits, { limit: 10 }), network.ana)).data).toHaveLength(3); // The club sees its own.
    const stranger = await someNetwork(world);
    expect((await world.ask(message(ListUpstreamCredits, { limit: 10 }), stranger.director)).data).toEqual([]);

    const decide = (i: number, fields: Partial<Fields<DecideUpstreamCredit>>, as = network.director) =>
      world.ask(message(DecideUpstreamCredit, { upstreamCreditId: done[i].id, approve: true, ...fields }), as);
    await expect(decide(0, {}, network.ana)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(decide(0, {}, stranger.director)).rejects.toMatchObject({ code: 'billing.no-such-upstream-credit' });
    expect(await decide(0, {})).toMatchObject({ state: 'approved', creditedMinor: 2500 });
    expect(await decide(1, { approve: false })).toMatchObject({ state: 'refused', creditedMinor: 0 });
    expect(await decide(2, { credit: half })).toMatchObject({ state: 'approved', creditedMinor: 1250 });
    await expect(decide(1, {})).rejects.toMatchObject({ code: 'billing.upstream-decided', kind: 'conflict' });
    expect(await balances(sales[0].accountId)).toEqual([0, 7500 - 2500 - 1250]);
  });

  it('is part of the preview, whose hash binds the decision', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    await pay(world, network.ana, clientAccountOf(network, sale.accountId), 4000);
    const asked = cancelling({ saleId: sale.saleId, refundMinor: 1000 });
    const preview = await world.ask(message(PreviewCancellations, asked), network.ana);
    expect(preview.upstream).toMatchObject([{ policy: 'never', state: 'none', askedMinor: 2500 }]);
    expect(preview.documents).toMatchObject([{ totalMinor: -4000, releasedMinor: 4000 }]);
    expect(preview.accounts).toMatchObject([{ balanceBeforeMinor: 0, balanceAfterMinor: -3000 }]);
    const { previewHash } = preview;
    await setting({ upstreamCredit: 'on-approval' });
    await expect(world.ask(message(CancelLines, { ...asked, previewHash }), network.ana)).rejects.toMatchObject({
      code: 'billing.preview-changed',
    });
    await setting({ upstreamCredit: 'never' });
    await world.ask(message(CancelLines, { ...asked, previewHash }), network.ana);
    expect((await balances(sale.accountId))[0]).toBe(-3000);
  });
});

describe('invariant 2: each level is credited exactly as the decision about it says', () => {
  const pairs = async () => (await world.ask(message(GetReconciliation, { limit: 50 }), network.director)).data;
  const credits = async () => (await pairs()).filter(({ kind }) => kind === 'credit-note');
  const byHand = (sql: string) => world.database('billing').query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);

  it('a federation may cancel its own line alone: a decision about its level', async () => {
    const sale = someSale();
    const [billed] = await sell(world, network, [sale]);
    const line = { cancellationId: newId(), invoiceId: billed.corporate?.id ?? '', position: 1, credit: half };
    const asked = { organizationId: network.federation.id, cancellations: [line] };
    const [done] = (await world.ask(message(CancelLines, asked), network.director)).cancellations;
    expect(done).toMatchObject({ creditedMinor: 1250, upstream: null });
    expect(await balances(sale.accountId)).toEqual([4000, 1250]);
    expect(await credits()).toMatchObject([{ state: 'decided', client: null, corporate: { totalMinor: -1250 } }]);
  });

  it.each([
    ['what the client was to be credited', 'cancellations', 'id', 'never'],
    ['what the client was to be credited, where the level above is credited too', 'cancellations', 'id', 'within-days'],
    ['what the level above was to be credited', 'upstream_credits', 'cancellation_id', 'within-days'],
  ] as const)('whoever alters %s finds the credit unmatched', async (_, table, key, upstreamCredit) => {
    await setting({ upstreamCredit, ...(upstreamCredit === 'within-days' && { upstreamDays: 30 }) });
    const sale = someSale();
    await sell(world, network, [sale]);
    const [{ id }] = await cancel({ saleId: sale.saleId });
    const good = upstreamCredit === 'never' ? 'decided' : 'paired';
    expect(await credits()).toMatchObject([{ state: good, operationId: id }]);
    const alter = (by: number) => byHand(`UPDATE ${table} SET credited_minor = credited_minor + ${by} WHERE ${key} = '${id}'`);
    await alter(-1);
    expect(await credits()).toMatchObject([{ state: 'unmatched' }]);
    await alter(1);
  });
});

describe('the list of cancellations', () => {
  const list = async (filter: Partial<Fields<ListCancellations>> = {}, as = network.ana) =>
    (await world.ask(message(ListCancellations, { limit: 50, ...filter }), as)).data.map(({ id }) => id);

  it('has those of the organization, by level, account, invoice, day and what became of the level above, in pages, newest first', async () => {
    const sales = [someSale(), someSale(), someSale()];
    const billed = await sell(world, network, sales);
    const [first] = await cancel({ saleId: sales[0].saleId, credit: half });
    clock.moveTo('2026-09-12T15:00:00Z');
    await setting({ upstreamCredit: 'on-approval' });
    const [second, third] = await cancel({ saleId: sales[1].saleId }, { saleId: sales[2].saleId });
    const newest = [second.id, third.id].sort().reverse();
    expect(await list()).toEqual([...newest, first.id]);
    const page = await world.ask(message(ListCancellations, { limit: 1 }), network.ana);
    expect(await list({ after: page.next ?? '' })).toEqual([newest[1], first.id]);
    expect(await list({ state: 'waiting' })).toEqual(newest);
    expect(await list({ state: 'none' })).toEqual([first.id]);
    expect(await list({ billingAccountId: clientAccountOf(network, sales[1].accountId) })).toEqual([second.id]);
    expect(await list({ invoiceId: billed[2].client.id })).toEqual([third.id]);
    expect(await list({ to: '2026-09-10' })).toEqual([first.id]);
    expect(await list({ from: '2026-09-11' })).toEqual(newest);
    expect(await list({ level: 'corporate' })).toEqual([]);
    expect(await world.ask(message(GetCancellation, { cancellationId: first.id }), network.ana)).toEqual(first);
    clock.moveTo('2026-09-10T15:00:00Z');
  });

  it('a club sees what its federation cancelled of what it owes; nobody sees another’s', async () => {
    const sale = someSale();
    const [billed] = await sell(world, network, [sale]);
    const [own] = await cancel({ saleId: sale.saleId });
    const line = { cancellationId: newId(), invoiceId: billed.corporate?.id ?? '', position: 1, credit: half };
    await world.ask(message(CancelLines, { organizationId: network.federation.id, cancellations: [line] }), network.director);
    expect(await list({ level: 'corporate' })).toEqual([line.cancellationId]);
    expect(await list({}, network.director)).toEqual([line.cancellationId]);
    const sibling = await someNetwork(world, { federation: network.federation });
    expect(await list({}, sibling.ana)).toEqual([]);
    for (const [cancellationId, as] of [
      [own.id, network.director],
      [own.id, sibling.ana],
      [newId(), network.ana],
    ] as const) {
      await expect(world.ask(message(GetCancellation, { cancellationId }), as)).rejects.toMatchObject({
        code: 'billing.no-such-cancellation',
        kind: 'missing',
      });
    }
  });
});

describe('billing settings', () => {
  it('are an organization’s own, and edited by who saw them', async () => {
    const organizationId = network.federation.id;
    expect(await world.ask(message(GetBillingSettings, { organizationId }), network.director)).toEqual({
      organizationId,
      upstreamCredit: 'never',
      upstreamDays: null,
      accrual: false,
      dueDays: 30,
      tellClientsOf: [],
      version: 1,
    });
    expect(await setting({ dueDays: 15 })).toMatchObject({ dueDays: 15, version: 2 });
    const stale = message(ChangeBillingSettings, { organizationId, version: 1, dueDays: 10 });
    await expect(world.ask(stale, network.director)).rejects.toMatchObject({ code: 'billing.stale-settings', facts: { version: 2 } });
    await expect(setting({ upstreamCredit: 'within-days' })).rejects.toMatchObject({ code: 'billing.upstream-days-needed' });
    await expect(setting({ upstreamDays: 5 })).rejects.toMatchObject({ code: 'billing.upstream-days-needed' });
    await expect(world.ask(message(GetBillingSettings, { organizationId }), network.ana)).rejects.toMatchObject({
      code: 'billing.no-such-settings',
    });
  });
});
