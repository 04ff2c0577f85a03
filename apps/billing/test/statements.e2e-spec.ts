import type { Caller } from '#contracts/caller';
import { ListBillingAccounts } from '#contracts/billing/documents.query';
import { statementLines, type StatementLine } from '#contracts/billing/statement-lines';
import { RecordPayment } from '#contracts/billing/payments';
import { PlanPayment } from '#contracts/billing/planned-payments';
import { GetStatement, MakeStatementFile } from '#contracts/billing/statements.query';
import { message } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { readPdf } from './read-pdf.js';
import { batchOf, freeze, quebec, someNetwork, work, type Network } from './resale.js';

let world: World;
let network: Network;
let family: Uuid; // A client's account, with invoices on three days.
let corporate: Uuid;
const clock = new MovedClock(new Date('2026-09-01T14:00:00Z'));

beforeAll(async () => {
  world = await startWorld([billing], { clock });
  network = await someNetwork(world, { taxes: quebec, freemium: true });
  const days = ['2026-08-30T14:00:00Z', '2026-09-01T14:00:00Z', '2026-09-15T14:00:00Z'];
  for (const [batch, day] of days.entries()) {
    clock.moveTo(day);
    const importId = newId();
    await freeze(world, network, importId);
    const drafts = batchOf(network, importId, [
      { row: 2, name: 'Léo Roy', account: 'Hélène Roy' },
      { row: 3, name: 'Zoé Roy', account: 'Hélène Roy' },
    ]);
    const [accountId, clientId] = [network.club.id, network.federation.id]; // The same client in every import.
    await work(world, network, { ...drafts, batch, sales: drafts.sales.map((sale) => ({ ...sale, accountId, clientId })) });
  }
  family = (await accountsOf(network.ana, 'client'))[0].id;
  corporate = (await accountsOf(network.ana, 'corporate'))[0].id;
});
afterAll(() => world?.stop());

afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
});

const accountsOf = async (as: Caller, level: 'client' | 'corporate') =>
  (await world.ask(message(ListBillingAccounts, { limit: 10, level }), as)).data;
const statement = async (
  billingAccountId: Uuid,
  as: Caller,
  asked: { from?: string; to?: string; limit?: number; after?: string } = {},
) => {
  const { lines, ...whole } = await world.ask(message(GetStatement, { billingAccountId, limit: 1000, ...asked }), as);
  return { ...whole, lines: statementLines(lines) };
};
const refused = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  );

describe('a statement', () => {
  it('BIL-1, BIL-23: shows the period between its balances, income and cashflow apart, line by line', async () => {
    const { lines, ...whole } = await statement(family, network.ana, { from: '2026-09-01', to: '2026-09-10' });
    expect(whole).toMatchObject({
      ownerName: 'Hélène Roy',
      issuerName: network.club.name,
      currency: 'CAD',
      openingMinor: 0,
      closingMinor: 0,
      creditMinor: 0,
      next: null,
    });
    expect(
      lines.map(({ kind, on, incomeMinor, cashflowMinor, balanceMinor }) => [kind, on, incomeMinor, cashflowMinor, balanceMinor]),
    ).toEqual([
      ['invoice', '2026-09-01', 4599, 0, 4599],
      ['invoice', '2026-09-01', 4599, 0, 9198],
      ['payment', '2026-09-01', 0, -4599, 4599],
      ['payment', '2026-09-01', 0, -4599, 0],
    ]);
    expect(lines[0]).toMatchObject({ number: '2026-000003', items: 1, personName: 'Léo Roy', method: null });
    expect(lines[0].description).toContain('Patinage récréatif');
    expect(lines[2]).toMatchObject({ number: null, description: null, items: 0, method: 'external' });
  });

  it('BIL-23: opens with what was owed before, and closes with what is owed after', async () => {
    const { openingMinor, closingMinor, lines } = await statement(corporate, network.ana, { from: '2026-09-01', to: '2026-09-10' });
    expect([openingMinor, closingMinor, lines.length]).toEqual([2 * 2874, 4 * 2874, 2]); // 25.00 with both taxes (5.4).
  });

  it('BIL-1, BIL-2: invoices and refunds raise what is owed, credit notes and payments lower it, from what was owed before', async () => {
    const { openingMinor, closingMinor, lines } = await statement(family, network.ana, { from: '2026-09-01', to: '2026-09-10' });
    let owed = openingMinor;
    for (const { incomeMinor, cashflowMinor, balanceMinor } of lines) expect(balanceMinor).toBe((owed += incomeMinor + cashflowMinor));
    expect(owed).toBe(closingMinor);
  });

  it('BIL-23: carries every text as it is', async () => {
    const other = await someNetwork(world);
    const importId = newId();
    await freeze(world, other, importId);
    await work(world, other, batchOf(other, importId, [{ row: 2, name: 'Zoë' }]));
    const [{ id: billingAccountId }] = await accountsOf(other.ana, 'client');
    const references = ['a"b', 'a\\b', "l’Île d'Orléans", '𝄞 ë, ñ – « »', '[]{}^_`~', '\u2028'];
    for (const reference of references) {
      const payment = { billingAccountId, amountMinor: 1, currency: 'CAD', method: 'cheque' as const, reference };
      await world.ask(message(RecordPayment, { paymentId: newId(), ...payment }), other.ana);
    }
    const { lines } = await statement(billingAccountId, other.ana);
    expect(lines.flatMap(({ kind, reference }) => (kind === 'payment' ? [reference] : []))).toEqual(references);
  });

  it('BIL-23: the same in pages of any length as whole', async () => {
    const whole = await statement(corporate, network.ana, {});
    for (const limit of [1, 2, 4, 5]) {
      const lines: StatementLine[] = [];
      let after: string | undefined;
      do {
        const page = await statement(corporate, network.ana, { limit, after });
        expect([page.openingMinor, page.closingMinor]).toEqual([whole.openingMinor, whole.closingMinor]);
        lines.push(...page.lines);
        after = page.next ?? undefined;
      } while (after);
      expect(lines).toEqual(whole.lines);
    }
  });

  it('BIL-23: is read by the club that owes and by the federation it owes to; a client’s by its club alone', async () => {
    expect((await statement(corporate, network.director)).lines).toEqual((await statement(corporate, network.ana)).lines);
    expect(await refused(statement(family, network.director))).toBe('billing.no-such-billing-account');
    const acting = { ...network.director, organizations: [network.federation.id, network.club.id] };
    expect(await refused(statement(family, acting))).toBe('billing.no-such-billing-account');
    expect(await refused(statement(corporate, someCaller()))).toBe('billing.no-such-billing-account');
  });

  it('BIL-2, BIL-13, BIL-23: names what is planned, the first due first, and what is owed once it is paid', async () => {
    for (const dueOn of ['2026-11-01', '2026-10-01']) {
      const cheque = {
        plannedPaymentId: newId(),
        amountMinor: 2299,
        currency: 'CAD',
        method: 'cheque',
        reference: '000417',
        dueOn,
      } as const;
      await world.ask(message(PlanPayment, { ...cheque, billingAccountId: corporate }), network.director);
    }
    const { upcoming, expectedMinor, closingMinor } = await statement(corporate, network.ana);
    expect(upcoming.map(({ on, kind, method, amountMinor }) => [on, kind, method, amountMinor])).toEqual([
      ['2026-10-01', 'cheque', 'cheque', 2299],
      ['2026-11-01', 'cheque', 'cheque', 2299],
    ]);
    expect(expectedMinor).toBe(closingMinor - 2 * 2299);
    const file = message(MakeStatementFile, { billingAccountId: corporate, format: 'pdf', language: 'fr' });
    const { text } = await readPdf(await world.ask(file, network.ana, { timeoutMs: 60_000 }));
    for (const said of ['Paiements à venir', 'Chèque à déposer', '1 oct. 2026', '22,99', 'Solde prévu']) expect(text).toContain(said);
  });

  it('refuses a period that is none, and a cursor that is none', async () => {
    expect(await refused(statement(family, network.ana, { from: '2026-09-02', to: '2026-09-01' }))).toBe('billing.period-backwards');
    expect(await refused(statement(family, network.ana, { from: '2026-02-30' }))).toBe('platform.invalid-message');
    const spoilt = Buffer.from('["2026-09-31",1,1,1,"00000000-0000-0000-0000-000000000000"]').toString('base64url');
    expect(await refused(statement(family, network.ana, { after: spoilt }))).toBe('platform.bad-cursor');
  });
});
