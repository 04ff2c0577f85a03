import fc from 'fast-check';
import { statementPeriod, withBalances, type StatementEntry } from './statement.js';

const entry = (incomeMinor: number, cashflowMinor: number): StatementEntry => ({
  id: '00000000-0000-7000-8000-000000000000',
  kind: cashflowMinor === 0 ? 'invoice' : 'payment',
  on: '2026-09-01',
  number: null,
  description: null,
  items: 1,
  personName: null,
  method: null,
  reference: null,
  reason: null,
  incomeMinor,
  cashflowMinor,
});

describe('the lines of a statement', () => {
  it('BIL-1, BIL-2: invoices and refunds raise what is owed, credit notes and payments lower it', () => {
    const lines = withBalances(1000, [entry(4599, 0), entry(0, -2000), entry(-599, 0), entry(0, 500)]);
    expect(lines.map(({ balanceMinor }) => balanceMinor)).toEqual([5599, 3599, 3000, 3500]);
  });

  it('BIL-23: the opening balance and all lines come to the last balance', () => {
    const amounts = fc.array(fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.boolean()));
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), amounts, (openingMinor, all) => {
        const lines = withBalances(
          openingMinor,
          all.map(([amount, income]) => (income ? entry(amount, 0) : entry(0, amount))),
        );
        expect(lines.at(-1)?.balanceMinor ?? openingMinor).toBe(all.reduce((sum, [amount]) => sum + amount, openingMinor));
      }),
    );
  });
});

describe('the period of a statement', () => {
  const today = '2026-11-22';

  it.each([
    [undefined, undefined, '2025-11-23', '2026-11-22'],
    ['2026-01-01', undefined, '2026-01-01', '2026-11-22'],
    [undefined, '2026-06-30', '2025-07-01', '2026-06-30'],
    ['2027-01-01', undefined, '2027-01-01', '2027-01-01'],
    ['2026-05-05', '2026-05-05', '2026-05-05', '2026-05-05'],
  ])('BIL-23: from %s to %s is %s to %s', (from, to, first, last) =>
    expect(statementPeriod(from, to, today)).toEqual({ from: first, to: last }),
  );

  it('BIL-23: does not end before it begins', () =>
    expect(() => statementPeriod('2026-05-06', '2026-05-05', today)).toThrow('ends before it begins'));
});
