import { GetInvoice } from '#contracts/billing/documents.query';
import { CreditPairs, IssuePairs, PreviewPairCredits, PreviewPairs } from '#contracts/billing/pairs';
import { message } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { childOf, fakeIdentity, strangers } from './fake-identity.js';
import { quebec, recreational, register, someNetwork, type Network } from './resale.js';
import {
  balanceOf,
  clientAccountOf,
  competitive,
  competitiveInOctober,
  corporateAccountOf,
  pay,
  previewReplacement,
  recreationalInOctober,
  replace,
  sell,
  someReplacement,
  someSale,
} from './sales.js';

let world: World;
let network: Network;
const september = new Date('2026-09-10T15:00:00Z');
const october = new Date('2026-10-10T15:00:00Z');
const clock = new MovedClock(september);

beforeAll(async () => {
  world = await startWorld([billing, fakeIdentity], { clock });
});
afterAll(() => world.stop());

beforeEach(async () => {
  clock.moveTo(september);
  network = await someNetwork(world);
});
afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
});

const both = () => ({ organizationId: network.club.id, federationId: network.federation.id });
const balances = async (accountId: Uuid) => [
  await balanceOf(world, network.ana, clientAccountOf(network, accountId)),
  await balanceOf(world, network.director, corporateAccountOf(network)),
];

describe('a sale', () => {
  it('5.1: bills the client 40 and the club 25, and the client pays', async () => {
    const sale = someSale();
    const [billed] = await sell(world, network, [sale]);
    expect([billed.client, billed.corporate]).toEqual([
      { id: expect.any(String), kind: 'invoice', level: 'client', number: '2026-000001', totalMinor: 4000 },
      { id: expect.any(String), kind: 'invoice', level: 'corporate', number: '2026-000001', totalMinor: 2500 },
    ]);
    expect(await balances(sale.accountId)).toEqual([4000, 2500]);
    await pay(world, network.ana, clientAccountOf(network, sale.accountId), 4000);
    expect(await balances(sale.accountId)).toEqual([0, 2500]); // The club's margin: 15.

    const invoice = await world.ask(message(GetInvoice, { invoiceId: billed.client.id }), network.ana);
    expect(invoice).toMatchObject({ debtorName: 'Marie Tremblay', openMinor: 0, saleId: sale.saleId, twinId: billed.corporate?.id });
    expect(invoice.lines[0]).toMatchObject({
      kind: 'membership',
      description: 'Patinage récréatif, 2026-09-01 – 2027-08-31',
      personId: childOf(sale.accountId),
      personName: 'Léa Tremblay',
      ledgerCode: '4000',
    });
  });

  it('is previewed by the same computation, writes nothing then, and is refused once it would bill something else', async () => {
    const sale = someSale();
    const fields = { ...both(), terms: [recreational], sales: [sale] };
    const preview = await world.ask(message(PreviewPairs, fields), network.ana);
    expect(preview.documents.map(({ level, totalMinor }) => [level, totalMinor])).toEqual([
      ['client', 4000],
      ['corporate', 2500],
    ]);
    expect(preview.accounts.map(({ balanceBeforeMinor, balanceAfterMinor }) => [balanceBeforeMinor, balanceAfterMinor])).toEqual([
      [0, 4000],
      [0, 2500],
    ]);
    const { previewHash } = preview;
    const dearer = message(IssuePairs, { ...fields, terms: [{ ...recreational, sellingMinor: 4100 }], previewHash });
    await expect(world.ask(dearer, network.ana)).rejects.toMatchObject({
      code: 'billing.preview-changed',
      kind: 'conflict',
      facts: { documents: [{ totalMinor: 4100 }, { totalMinor: 2500 }] },
    });
    expect(await world.database('billing').query('SELECT FROM documents WHERE issuer_id = $1', [network.club.id])).toEqual([]);
    const command = message(IssuePairs, { ...fields, previewHash });
    expect((await world.ask(command, network.ana)).sales[0].client.totalMinor).toBe(4000);
  });

  it('is billed once, however often and in whatever batch it is sent', async () => {
    const [first, second] = [someSale(), someSale()];
    const once = await sell(world, network, [first]);
    expect(await sell(world, network, [first])).toEqual(once);
    const [again, fresh] = await sell(world, network, [first, second]);
    expect(again).toEqual(once[0]);
    expect(fresh.client.number).toBe('2026-000002');
  });

  it('MEM-3: carries fees and rebates to the client alone', async () => {
    const extras = [
      { kind: 'fee' as const, description: 'Late fee', amountMinor: 500, ledgerCode: '4900' },
      { kind: 'discount' as const, description: 'Sibling', amountMinor: 1000, ledgerCode: '4950' },
    ];
    const [{ client, corporate }] = await sell(world, network, [someSale(newId(), { extras })]);
    expect([client.totalMinor, corporate?.totalMinor]).toEqual([3500, 2500]);
    const { lines } = await world.ask(message(GetInvoice, { invoiceId: client.id }), network.ana);
    expect(lines.map((line) => [line.kind, line.totalMinor, line.openMinor])).toEqual([
      ['membership', 4000, 3000], // The discount is set off in the order of lines.
      ['fee', 500, 500],
      ['discount', -1000, 0],
    ]);
  });

  it('of what an organization designed itself is billed at one level', async () => {
    const sale = someSale();
    const command = message(IssuePairs, { organizationId: network.club.id, terms: [recreational], sales: [sale] });
    expect((await world.ask(command, network.ana)).sales[0]).toMatchObject({ client: { totalMinor: 4000 }, corporate: null });
  });

  it('IMP-14, REP-16: at a Freemium club is made up for by an external payment; the club still owes', async () => {
    network = await someNetwork(world, { freemium: true });
    const sale = someSale();
    await sell(world, network, [sale]);
    expect(await balances(sale.accountId)).toEqual([0, 2500]);
  });

  it('is refused to somebody who is no client, and for levels the caller does not act at', async () => {
    const sale = someSale();
    strangers.add(sale.accountId);
    await expect(sell(world, network, [sale])).rejects.toMatchObject({ code: 'billing.no-such-client', kind: 'missing' });
    const other = await someNetwork(world);
    const command = message(IssuePairs, { ...both(), terms: [recreational], sales: [someSale()] });
    await expect(world.ask(command, other.ana)).rejects.toMatchObject({ code: 'billing.no-such-issuer' });
    const strange = message(IssuePairs, { ...both(), federationId: other.federation.id, terms: [recreational], sales: [someSale()] });
    await expect(world.ask(strange, network.ana)).rejects.toMatchObject({ code: 'billing.no-such-issuer' });
  });
});

describe('worked example 5.3: Recreational of September replaced by Competitive in October', () => {
  /** The balance before, what of the credit settles the old, what is released to the new, what is owed after. */
  const rows = [
    { level: 'client', paid: 0, before: 4000, settlesOld: 4000, released: 0, after: 9000 },
    { level: 'client', paid: 1500, before: 2500, settlesOld: 2500, released: 1500, after: 7500 },
    { level: 'client', paid: 4000, before: 0, settlesOld: 0, released: 4000, after: 5000 },
    { level: 'corporate', paid: 0, before: 2500, settlesOld: 2500, released: 0, after: 6500 },
    { level: 'corporate', paid: 1000, before: 1500, settlesOld: 1500, released: 1000, after: 5500 },
    { level: 'corporate', paid: 2500, before: 0, settlesOld: 0, released: 2500, after: 4000 },
  ] as const;

  it.each(rows)('REP-8, REP-14: $level, paid $paid: owed $before before, $after after', async (row) => {
    const sale = someSale();
    await sell(world, network, [sale]);
    const corporate = row.level === 'corporate';
    const [as, account] = corporate
      ? [network.director, corporateAccountOf(network)]
      : [network.ana, clientAccountOf(network, sale.accountId)];
    if (row.paid) await pay(world, as, account, row.paid, { corporate: corporate ? network.club.id : null });
    expect(await balanceOf(world, as, account)).toBe(row.before);

    clock.moveTo(october);
    const replacement = someReplacement(sale.saleId);
    const preview = await previewReplacement(world, network, [replacement], competitiveInOctober);
    const planned = preview.accounts.find((one) => one.level === row.level);
    expect(planned).toMatchObject({ billingAccountId: account, balanceBeforeMinor: row.before, balanceAfterMinor: row.after });
    const [credit, invoice] = preview.documents.filter((document) => document.level === row.level);
    expect([credit.totalMinor, credit.releasedMinor, -credit.totalMinor - credit.releasedMinor]).toEqual(
      corporate ? [-2500, row.released, row.settlesOld] : [-4000, row.released, row.settlesOld],
    );
    expect([invoice.totalMinor, invoice.settledMinor]).toEqual([corporate ? 6500 : 9000, row.released]);

    const [done] = await replace(world, network, [replacement], competitiveInOctober, preview.previewHash);
    expect(await balanceOf(world, as, account)).toBe(row.after);
    const issued = corporate ? done.corporate : done.client;
    const open = await world.ask(message(GetInvoice, { invoiceId: issued?.invoice.id ?? '' }), as);
    expect(open).toMatchObject({ openMinor: row.after, issuedOn: '2026-10-10', saleId: replacement.newSaleId });
  });

  it('REP-14: a cheaper target leaves 43 of credit at the club and 33 at the federation, and refunds nothing', async () => {
    const sale = someSale();
    await sell(world, network, [sale], competitive);
    await pay(world, network.ana, clientAccountOf(network, sale.accountId), 8500);
    await pay(world, network.director, corporateAccountOf(network), 6000, { corporate: network.club.id });
    clock.moveTo(october);
    await replace(world, network, [someReplacement(sale.saleId)], recreationalInOctober);
    expect(await balances(sale.accountId)).toEqual([-4300, -3300]);
    expect(
      await world.database('billing').query(`SELECT FROM payments WHERE kind = 'refund' AND issuer_id = $1`, [network.club.id]),
    ).toEqual([]);
  });

  it('REP-16: at a Freemium club the client stays at zero, dearer or cheaper', async () => {
    network = await someNetwork(world, { freemium: true });
    const sale = someSale();
    await sell(world, network, [sale]);
    const dearer = someReplacement(sale.saleId);
    const preview = await previewReplacement(world, network, [dearer], competitiveInOctober);
    expect(preview.accounts[0]).toMatchObject({ balanceBeforeMinor: 0, balanceAfterMinor: 0 });
    await replace(world, network, [dearer], competitiveInOctober, preview.previewHash);
    expect(await balances(sale.accountId)).toEqual([0, 6500]);
    const cheaper = someReplacement(dearer.newSaleId);
    expect((await previewReplacement(world, network, [cheaper], recreationalInOctober)).accounts[0].balanceAfterMinor).toBe(0);
    await replace(world, network, [cheaper], recreationalInOctober);
    expect(await balances(sale.accountId)).toEqual([0, 2700]);
    const moved = await world
      .database('billing')
      .query(`SELECT kind, method, amount_minor FROM payments WHERE issuer_id = $1 ORDER BY recorded_at`, [network.club.id]);
    expect(moved).toEqual([
      { kind: 'payment', method: 'external', amount_minor: 4000 },
      { kind: 'payment', method: 'external', amount_minor: 5000 },
      { kind: 'refund', method: 'external', amount_minor: 4800 },
    ]);
  });
});

describe('worked example 5.4: the same with GST and QST', () => {
  it('REP-9: credits at taxes of record and invoices at today’s, to the cent', async () => {
    network = await someNetwork(world, { taxes: quebec });
    const sale = someSale();
    await sell(world, network, [sale]);
    await pay(world, network.ana, clientAccountOf(network, sale.accountId), 4599);
    clock.moveTo(october);
    const replacement = someReplacement(sale.saleId);
    const { documents } = await previewReplacement(world, network, [replacement], competitiveInOctober);
    expect(
      documents.map(({ netMinor, lines, totalMinor }) => [netMinor, ...lines[0].taxes.map((tax) => tax.amountMinor), totalMinor]),
    ).toEqual([
      [-4000, -200, -399, -4599],
      [9000, 450, 898, 10348],
      [-2500, -125, -249, -2874],
      [6500, 325, 648, 7473],
    ]);
    await replace(world, network, [replacement], competitiveInOctober);
    expect(await balances(sale.accountId)).toEqual([5749, 7473]);
  });

  it('REP-9: a tax that changed since is credited as it was taken', async () => {
    network = await someNetwork(world, { taxes: quebec });
    const sale = someSale();
    await sell(world, network, [sale]);
    await register(world, network.club, { version: 2, taxes: [{ ...quebec[0], ratePpm: 60_000 }] });
    const [done] = await replace(world, network, [someReplacement(sale.saleId)], recreational);
    expect([done.client.creditNote.totalMinor, done.client.invoice.totalMinor]).toEqual([-4599, 4240]);
  });
});

describe('a replacement', () => {
  it('REP-12, REP-13: happens once; its successor may be replaced, and a retry gives the first answer', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    const first = someReplacement(sale.saleId);
    const done = await replace(world, network, [first], competitive);
    expect(await replace(world, network, [first], competitive)).toEqual(done);
    await expect(replace(world, network, [someReplacement(sale.saleId)], competitive)).rejects.toMatchObject({
      code: 'billing.sale-replaced',
    });
    await replace(world, network, [someReplacement(first.newSaleId)], recreationalInOctober);
    expect(await balances(sale.accountId)).toEqual([4200, 2700]);
  });

  it('PAIN-3: of a batch is all or none, with each account’s money on its own', async () => {
    const sales = Array.from({ length: 40 }, () => someSale());
    await sell(world, network, sales);
    for (const { accountId } of sales.slice(0, 10)) await pay(world, network.ana, clientAccountOf(network, accountId), 4000);
    await pay(world, network.director, corporateAccountOf(network), 60_000, { corporate: network.club.id });
    const replacements = sales.map(({ saleId }) => someReplacement(saleId));
    const broken = [...replacements.slice(0, -1), someReplacement(newId())];
    await expect(replace(world, network, broken, competitiveInOctober)).rejects.toMatchObject({ code: 'billing.no-such-sale' });
    const preview = await previewReplacement(world, network, replacements, competitiveInOctober);
    await replace(world, network, replacements, competitiveInOctober, preview.previewHash);
    for (const { billingAccountId, level, balanceAfterMinor } of preview.accounts) {
      expect(await balanceOf(world, level === 'client' ? network.ana : network.director, billingAccountId)).toBe(balanceAfterMinor);
    }
    expect(preview.accounts.find(({ level }) => level === 'corporate')).toMatchObject({
      balanceBeforeMinor: 100_000 - 60_000,
      balanceAfterMinor: 260_000 - 60_000,
    });
  });

  it('is refused when money came in since the preview', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    const replacement = someReplacement(sale.saleId);
    const { previewHash } = await previewReplacement(world, network, [replacement], competitive);
    await pay(world, network.ana, clientAccountOf(network, sale.accountId), 4000);
    await expect(replace(world, network, [replacement], competitive, previewHash)).rejects.toMatchObject({
      code: 'billing.preview-changed',
    });
  });

  it('moves what else is free of the released payment too, as its preview says', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    await pay(world, network.ana, clientAccountOf(network, sale.accountId), 10_000);
    const replacement = someReplacement(sale.saleId);
    const preview = await previewReplacement(world, network, [replacement], competitiveInOctober);
    expect(preview.documents.map((document) => document.settledMinor)).toEqual([0, 9000, 0, 0]);
    const [done] = await replace(world, network, [replacement], competitiveInOctober, preview.previewHash);
    expect(await world.ask(message(GetInvoice, { invoiceId: done.client.invoice.id }), network.ana)).toMatchObject({ openMinor: 0 });
    expect((await balances(sale.accountId))[0]).toBe(-1000);
  });
});

describe('crediting a sale', () => {
  it('credits each level as said, in parts, and never beyond the line', async () => {
    network = await someNetwork(world, { taxes: quebec });
    const sale = someSale();
    await sell(world, network, [sale]);
    const credit = (client: unknown, corporate: unknown = null) => ({
      ...both(),
      credits: [{ operationId: newId(), saleId: sale.saleId, client: client as null, corporate: corporate as null }],
    });
    const half = credit({ kind: 'percent', percentPpm: 500_000 });
    const { documents, previewHash } = await world.ask(message(PreviewPairCredits, half), network.ana);
    expect(documents.map(({ level, totalMinor }) => [level, totalMinor])).toEqual([['client', -2300]]);
    const { credits } = await world.ask(message(CreditPairs, { ...half, previewHash }), network.ana);
    expect(credits[0]).toMatchObject({ client: { kind: 'credit-note', number: '2026-000001', totalMinor: -2300 }, corporate: null });
    expect((await world.ask(message(CreditPairs, half), network.ana)).credits).toEqual(credits);

    await world.ask(message(CreditPairs, credit({ kind: 'whole' }, { kind: 'amount', amountMinor: 1000, tax: 'added' })), network.ana);
    expect(await balances(sale.accountId)).toEqual([0, 2874 - 1150]);
    await expect(
      world.ask(message(CreditPairs, credit({ kind: 'amount', amountMinor: 1, tax: 'included' })), network.ana),
    ).rejects.toMatchObject({
      code: 'billing.credit-exceeds-item',
      facts: { askedMinor: 1, openMinor: 0 },
    });
  });

  it('BIL-15: leaves what was paid as credit on account', async () => {
    const sale = someSale();
    await sell(world, network, [sale]);
    await pay(world, network.ana, clientAccountOf(network, sale.accountId), 3000);
    const whole = { operationId: newId(), saleId: sale.saleId, client: { kind: 'whole' as const }, corporate: { kind: 'whole' as const } };
    await world.ask(message(CreditPairs, { ...both(), credits: [whole] }), network.ana);
    expect(await balances(sale.accountId)).toEqual([-3000, 0]);
  });
});
