import fc from 'fast-check';
import { setOffDiscounts, taxesAfter } from './set-off.js';
import { taxed, type Tax } from './tax.js';

const quebec: Tax[] = [
  { code: 'GST', ratePpm: 50_000 },
  { code: 'QST', ratePpm: 99_750 },
];
const of = (...nets: number[]) => nets.map((net) => taxed(net, net < 0 ? 'discount' : 'membership', quebec));

describe('discounts', () => {
  it('are set off against the other lines in their order', () => {
    expect(setOffDiscounts(of(4000, 2500, -5000)).map((line) => line.setOffMinor)).toEqual([4599, 1150, -5749]);
  });

  it('take their taxes off those of the lines', () => {
    const lines = of(4000, -1000);
    const [membership] = setOffDiscounts(lines);
    expect(taxesAfter(lines[0].taxes, membership.taxes).map((tax) => tax.amountMinor)).toEqual([150, 299]);
  });

  it('leave an invoice of zero, but never less', () => {
    expect(setOffDiscounts(of(1000, -1000)).map((line) => line.setOffMinor)).toEqual([1150, -1150]);
    expect(() => setOffDiscounts(of(1000, -1001))).toThrow(expect.objectContaining({ code: 'billing.discount-exceeds-invoice' }));
  });

  it('sum to zero over an invoice, in all and tax by tax, and take nobody below zero', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5000, max: 10_000 }), { minLength: 1, maxLength: 8 }), (nets) => {
        const lines = of(...nets);
        if (lines.reduce((sum, line) => sum + line.totalMinor, 0) < 0) return;
        const taken = setOffDiscounts(lines);
        expect(taken.reduce((sum, line) => sum + line.setOffMinor, 0)).toBe(0);
        for (const code of ['GST', 'QST']) {
          const ofCode = taken.flatMap((line) => line.taxes.filter((tax) => tax.code === code));
          expect(ofCode.reduce((sum, tax) => sum + tax.amountMinor, 0)).toBe(0);
        }
        lines.forEach((line, i) => expect(line.totalMinor - taken[i].setOffMinor).toBeGreaterThanOrEqual(0));
      }),
    );
  });
});
