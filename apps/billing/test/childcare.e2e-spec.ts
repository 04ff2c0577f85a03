import type { Caller } from '#contracts/caller';
import {
  DeclareCare,
  GetCare,
  GetGuardians,
  KeepGuardians,
  ListSlips,
  MakeSlips,
  MakeSlipsFile,
  PreviewSlips,
  type CareRecord,
  type GuardianToKeep,
  type Share,
} from '#contracts/billing/childcare';
import { ListInvoices, type InvoiceRecord } from '#contracts/billing/documents.query';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { readPdf } from './read-pdf.js';
import { batchOf, freeze, quebec, register, someNetwork, work, type Network } from './resale.js';

let world: World;
let network: Network;
const clock = new MovedClock(new Date('2026-06-01T15:00:00Z'));
const number = '130692544';

beforeAll(async () => {
  world = await startWorld([billing], { clock });
});
afterAll(() => world?.stop());
afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
});

/** A club with a family of one child whose camp is paid, unless told otherwise. */
async function aFamily({ paid = true } = {}): Promise<InvoiceRecord> {
  network = await someNetwork(world, { taxes: quebec, freemium: paid });
  const importId = newId();
  await freeze(world, network, importId);
  await work(world, network, batchOf(network, importId, [{ row: 2, name: 'Léa Roy', account: 'Hélène Roy' }]));
  return (await world.ask(message(ListInvoices, { limit: 1, level: 'client' }), network.ana)).data[0];
}

const camp: CareRecord = {
  position: 1,
  unit: 'day',
  careOn: ['2026-07-06', '2026-07-07'],
  childBornOn: '2018-04-09',
  notEligibleMinor: 599,
};
const helene: GuardianToKeep = {
  name: 'Hélène Roy',
  address: '12, rue Principale',
  city: 'Québec',
  province: 'QC',
  postalCode: 'G1A 1A1',
  insuranceNumber: '130 692 544',
};
const declare = (invoiceId: string, lines: CareRecord[] = [camp], as: Caller = network.ana) =>
  world.ask(message(DeclareCare, { invoiceId, lines }), as);
const keep = ({ billingAccountId, lines }: InvoiceRecord, guardians: GuardianToKeep[] = [helene], share: Share = 'first') =>
  world.ask(message(KeepGuardians, { billingAccountId, guardians, shares: [{ childId: lines[0].personId ?? '', share }] }), network.ana);
const make = (year = 2026, as: Caller = network.ana) => world.ask(message(MakeSlips, { year }), as);
const slips = async (as: Caller = network.ana) => (await world.ask(message(ListSlips, { limit: 50 }), as)).data;
const file = (format: 'csv' | 'pdf', as: Caller = network.ana) =>
  world.ask(message(MakeSlipsFile, { year: 2026, format, language: 'fr' }), as, { timeoutMs: 60_000 });
const refused = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  );

describe('RL-24 slips', () => {
  it('BIL-26, BIL-28: say year, code, payer, child, days, what was paid, what is not eligible and what is', async () => {
    const invoice = await aFamily();
    expect(await declare(invoice.id)).toEqual({ lines: [camp] });
    await keep(invoice);
    expect(await world.ask(message(PreviewSlips, { year: 2026 }), network.ana)).toEqual({
      year: 2026,
      original: 1,
      amended: 0,
      cancelled: 0,
      blocked: [],
    });
    expect(await slips()).toEqual([]);
    expect(await make()).toMatchObject({ original: 1, amended: 0, cancelled: 0, blocked: [] });
    expect(await slips()).toEqual([
      expect.objectContaining({
        number: '2026-000001',
        code: 'R',
        amends: null,
        year: 2026,
        childName: 'Léa Roy',
        payerName: 'Hélène Roy',
        payerAddress: '12, rue Principale\nQuébec QC G1A 1A1',
        insuranceNumber: '••• ••• 544',
        unit: 'day',
        units: 2,
        totalMinor: 4599,
        notEligibleMinor: 599,
        eligibleMinor: 4000,
      }),
    ]);
    expect(await make()).toMatchObject({ original: 0, amended: 0, cancelled: 0 });
    expect(await make(2027)).toMatchObject({ original: 0 });
  });

  it('BIL-28: are amended when something changed, cancelled when the care is gone, and original again when it is back', async () => {
    const invoice = await aFamily();
    await declare(invoice.id);
    await keep(invoice);
    await make();
    await declare(invoice.id, [{ ...camp, notEligibleMinor: 0 }]);
    expect(await make()).toMatchObject({ original: 0, amended: 1, cancelled: 0 });
    await declare(invoice.id, []);
    expect(await make()).toMatchObject({ original: 0, amended: 0, cancelled: 1 });
    await declare(invoice.id);
    expect(await make()).toMatchObject({ original: 1, amended: 0, cancelled: 0 });
    expect((await slips()).map(({ number: printed, code, amends, eligibleMinor }) => [printed, code, amends, eligibleMinor])).toEqual([
      ['2026-000004', 'R', null, 4000],
      ['2026-000003', 'D', '2026-000002', 4599],
      ['2026-000002', 'A', '2026-000001', 4599],
      ['2026-000001', 'R', null, 4000],
    ]);
  });

  it('BIL-27: halves are two slips; what is missing blocks the slip and is listed, and what was made stays', async () => {
    const invoice = await aFamily();
    await declare(invoice.id);
    expect((await make()).blocked).toEqual([expect.objectContaining({ childName: 'Léa Roy', missing: ['share'] })]);
    const { insuranceNumber: _none, ...bare } = helene;
    await keep(invoice, [{ ...bare, province: 'ON' }]);
    expect((await make()).blocked[0].missing).toEqual(['insurance-number', 'quebec-address']);
    await keep(invoice, [helene, { ...helene, name: 'Marc Côté', insuranceNumber: '193 456 787' }], 'half');
    expect(await make()).toMatchObject({ original: 2, blocked: [] });
    expect((await slips()).map(({ payerName, totalMinor, eligibleMinor }) => [payerName, totalMinor, eligibleMinor])).toEqual([
      ['Marc Côté', 2299, 2000],
      ['Hélène Roy', 2300, 2000],
    ]);
    await keep(invoice, [{ ...helene, insuranceNumber: null }], 'first');
    expect(await make()).toMatchObject({
      original: 0,
      amended: 0,
      cancelled: 0,
      blocked: [expect.objectContaining({ missing: ['insurance-number'] })],
    });
  });

  it('BIL-26: only for what is reconciled to a payment', async () => {
    const invoice = await aFamily({ paid: false });
    await declare(invoice.id);
    await keep(invoice);
    expect(await make()).toMatchObject({ original: 0, blocked: [expect.objectContaining({ missing: ['not-reconciled'] })] });
  });

  it('BIL-26: only in Quebec, for children of sixteen or younger, and for lines that are for somebody', async () => {
    const invoice = await aFamily();
    expect(await refused(declare(invoice.id, [{ ...camp, childBornOn: '2009-01-01' }]))).toBe('billing.child-too-old');
    expect(await refused(declare(invoice.id, [{ ...camp, careOn: ['2026-02-30'] }]))).toBe('billing.care-days-wrong');
    expect(await refused(declare(invoice.id, [{ ...camp, position: 2 }]))).toBe('billing.not-for-a-child');
    expect(await refused(declare(invoice.id, [{ ...camp, notEligibleMinor: 4600 }]))).toBe('billing.not-eligible-exceeds-line');
    await register(world, network.club, { province: 'ON', version: 9, taxes: quebec });
    expect(await refused(declare(invoice.id))).toBe('billing.not-in-quebec');
    expect(await refused(make())).toBe('billing.not-in-quebec');
  });
});

describe('insurance numbers', () => {
  it('BIL-28: are encrypted where they are kept, masked where they are shown, and refused when they are none', async () => {
    const invoice = await aFamily();
    expect(await refused(keep(invoice, [{ ...helene, insuranceNumber: '130 692 545' }]))).toBe('billing.insurance-number-wrong');
    expect((await keep(invoice)).guardians[0].insuranceNumber).toBe('••• ••• 544');
    const { insuranceNumber: _none, ...later } = helene;
    await keep(invoice, [{ ...later, city: 'Lévis' }]); // Not given again: it stays.
    expect(
      (await world.ask(message(GetGuardians, { billingAccountId: invoice.billingAccountId }), network.ana)).guardians[0],
    ).toMatchObject({
      city: 'Lévis',
      insuranceNumber: '••• ••• 544',
    });
    await keep(invoice, [{ ...later, name: 'Somebody else' }]); // Never somebody else's.
    expect(
      (await world.ask(message(GetGuardians, { billingAccountId: invoice.billingAccountId }), network.ana)).guardians[0].insuranceNumber,
    ).toBe(null);
    await keep(invoice);
    await declare(invoice.id);
    await make();
    const tables = ['guardians', 'care_slips', 'audit_log', 'idempotency_keys', 'outbox'];
    for (const table of tables) {
      const rows = await world.database('billing').query<{ text: string }>(`SELECT t::text AS text FROM ${table} t`);
      expect(rows.filter(({ text }) => text.includes(number) || text.includes('130 692 544'))).toEqual([]);
    }
  });

  it('BIL-28: one moved to another row or organization opens no more', async () => {
    const theirs = await aFamily();
    await keep(theirs);
    const ours = await aFamily();
    await keep(ours);
    await declare(ours.id);
    const all = world.database('billing');
    await all.query(
      `UPDATE guardians g SET number_sealed = other.number_sealed, number_key = other.number_key
       FROM guardians other WHERE g.billing_account_id = $1 AND other.billing_account_id = $2`,
      [ours.billingAccountId, theirs.billingAccountId],
    );
    await expect(make()).rejects.toThrow();
    expect(await slips()).toEqual([]);
  });

  it('BIL-28: are whole in the files, and whoever reads them is in the audit log', async () => {
    const invoice = await aFamily();
    await declare(invoice.id);
    await keep(invoice);
    await make();
    const { text } = await readPdf(await file('pdf'));
    for (const said of [
      'Relevé 24',
      'Hélène Roy',
      'Léa Roy',
      '130 692 544',
      'Jours de garde',
      'R – original',
      'Frais donnant droit au crédit',
      '40,00',
    ])
      expect(text).toContain(said);
    const csv = Buffer.from((await file('csv')).base64, 'base64').toString();
    expect(csv.split('\r\n')[1]).toBe(
      '2026,2026-000001,R,,Hélène Roy,130 692 544,"12, rue Principale, Québec QC G1A 1A1",Léa Roy,Jours de garde,2,45.99,5.99,40.00,CAD',
    );
    const log = await world
      .database('billing')
      .query<{ action: string; read: number }>(
        `SELECT action, (facts::jsonb ->> 'insuranceNumbersRead')::int AS read FROM audit_log WHERE organization_id = $1 AND facts::jsonb ? 'insuranceNumbersRead' ORDER BY seq`,
        [network.club.id],
      );
    expect(log).toEqual([
      { action: 'billing.care-slips-made', read: 1 },
      { action: 'billing.care-slips-read', read: 1 },
      { action: 'billing.care-slips-read', read: 1 },
    ]);
  });

  it('are nobody’s business but the issuer’s', async () => {
    const invoice = await aFamily();
    await declare(invoice.id);
    await keep(invoice);
    await make();
    for (const stranger of [network.director, someCaller()]) {
      expect(await slips(stranger)).toEqual([]);
      expect(await refused(file('pdf', stranger))).toBe('billing.no-such-slips');
      expect(await refused(declare(invoice.id, [camp], stranger))).toBe('billing.no-such-invoice');
      expect(await refused(world.ask(message(GetCare, { invoiceId: invoice.id }), stranger))).toBe('billing.no-such-invoice');
      const guardians = message(GetGuardians, { billingAccountId: invoice.billingAccountId });
      expect(await refused(world.ask(guardians, stranger))).toBe('billing.no-such-billing-account');
    }
  });
});
