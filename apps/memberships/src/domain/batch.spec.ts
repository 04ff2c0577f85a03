import fc from 'fast-check';
import type { LevelSum } from '#contracts/billing/billing-summary';
import { addUp, type AskedRow, type JudgedRow, partsOf, rowOf } from './batch.js';

describe('an order of many', () => {
  it('PAIN-3: is cut into parts that lose no row and keep whatever belongs to one account together', () => {
    const rows = fc.array(
      fc.nat(30).map((account) => ({ account: String(account) })),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 50 }), (list, atMost) => {
        const parts = partsOf(list, ({ account }) => account, atMost);
        expect(parts.flat()).toHaveLength(list.length);
        expect(new Set(parts.flat())).toEqual(new Set(list));
        for (const account of new Set(list.map((row) => row.account)))
          expect(parts.filter((part) => part.some((row) => row.account === account))).toHaveLength(1);
        const largest = Math.max(0, ...[...Map.groupBy(list, ({ account }) => account).values()].map((own) => own.length));
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(Math.max(atMost, largest));
      }),
    );
  });

  const sum = (level: 'client' | 'corporate', before: number, by: number): LevelSum => ({
    level,
    currency: 'CAD',
    invoices: 1,
    creditNotes: 0,
    netMinor: by,
    taxes: [{ code: 'GST', ratePpm: 50_000, amountMinor: 5 }],
    invoicedMinor: by,
    creditedMinor: 0,
    releasedMinor: 0,
    settledMinor: 0,
    accounts: 1,
    balanceBeforeMinor: before,
    balanceAfterMinor: before + by,
  });

  it('PAIN-3: adds up its parts: clients’ accounts are each in one, above there is one account for all', () => {
    const [client, corporate] = addUp([
      [sum('client', 100, 40), sum('corporate', 1000, 25)],
      [sum('client', 200, 60), sum('corporate', 1000, 35)],
    ]);
    expect(client).toMatchObject({ invoices: 2, netMinor: 100, accounts: 2, balanceBeforeMinor: 300, balanceAfterMinor: 400 });
    expect(corporate).toMatchObject({ invoices: 2, netMinor: 60, accounts: 1, balanceBeforeMinor: 1000, balanceAfterMinor: 1060 });
    expect(client.taxes).toEqual([{ code: 'GST', ratePpm: 50_000, amountMinor: 10 }]);
    expect(addUp([])).toEqual([]);
  });

  const asked: AskedRow = { row: 3, listingId: 'listing', accountId: 'account', personId: 'person' };
  const judged = (problem: string | null): JudgedRow => ({
    accountId: 'account',
    personId: 'person',
    problem,
    facts: problem ? {} : null,
    effectiveOn: problem ? null : '2026-09-01',
    expiresOn: null,
  });

  it.each([
    ['waits until it was previewed', undefined, undefined, 'waiting', null],
    ['waits to be confirmed', judged(null), undefined, 'waiting', null],
    ['is barred', judged('not-on-sale'), undefined, 'barred', 'not-on-sale'],
    ['is done', judged(null), { row: 3, problem: null, newMembershipId: 'new', documents: [] }, 'done', null],
    ['is refused', judged(null), { row: 3, problem: 'ended', newMembershipId: null, documents: [] }, 'refused', 'ended'],
  ] as const)('PAIN-3: a row of it %s', (_what, found, result, outcome, problem) => {
    expect(rowOf(asked, found, result)).toMatchObject({ row: 3, accountId: 'account', outcome, problem });
  });
});
