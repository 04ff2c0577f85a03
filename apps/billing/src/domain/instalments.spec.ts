import fc from 'fast-check';
import { instalmentsOf, type FirstAmount, type InstalmentTerms } from './instalments.js';

const terms = (changes: Partial<InstalmentTerms> = {}): InstalmentTerms => ({
  totalMinor: 10_000,
  many: 3,
  first: undefined,
  firstOn: '2026-09-15',
  nextOn: '2026-10-01',
  ...changes,
});
const amounts = (changes: Partial<InstalmentTerms>) => instalmentsOf(terms(changes)).map((one) => one.amountMinor);

describe('instalments', () => {
  it.each([
    ['as all others', undefined, [3334, 3333, 3333]],
    ['in money', { amountMinor: 5000 }, [5000, 2500, 2500]],
    ['in per cent', { ratePpm: 250_000 }, [2500, 3750, 3750]],
    ['with a cent that does not divide', { amountMinor: 4999 }, [4999, 2501, 2500]],
  ] as [string, FirstAmount, number[]][])('BIL-13: the first amount is %s', (_, first, expected) =>
    expect(amounts({ first })).toEqual(expected),
  );

  it('BIL-13: the first falls on its day, the others month by month from theirs, to the end of shorter months', () => {
    expect(instalmentsOf(terms({ many: 4, firstOn: '2026-12-20', nextOn: '2026-12-31' })).map((one) => one.dueOn)).toEqual([
      '2026-12-20',
      '2026-12-31',
      '2027-01-31',
      '2027-02-28',
    ]);
  });

  it.each([
    ['a first amount beyond the whole', { first: { amountMinor: 10_001 } }],
    ['nothing left for the others', { first: { amountMinor: 9999 } }],
    ['a second that comes before the first', { nextOn: '2026-09-15' }],
  ])('BIL-13: refuses %s', (_, changes) => {
    expect(() => instalmentsOf(terms(changes))).toThrow(expect.objectContaining({ code: 'billing.bad-instalments' }));
  });

  it('BIL-13: add up to the total, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 1_000_000 }), fc.integer({ min: 1, max: 24 }), (totalMinor, many) => {
        const all = amounts({ totalMinor, many });
        expect(all.reduce((total, one) => total + one, 0)).toBe(totalMinor);
        expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(many);
      }),
    );
  });
});
