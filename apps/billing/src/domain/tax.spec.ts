import fc from 'fast-check';
import { sameAmounts, taxed, taxedAs, taxedWithin, type Tax } from './tax.js';

const gst: Tax = { code: 'GST', ratePpm: 50_000 };
const qst: Tax = { code: 'QST', ratePpm: 99_750 };

describe('taxes of a line', () => {
  it.each([
    [4000, 200, 399, 4599],
    [9000, 450, 898, 10348],
    [2500, 125, 249, 2874],
    [6500, 325, 648, 7473],
  ])('BIL-20: on %i cents, Quebec takes %i and %i: the totals of worked example 5.4', (net, first, second, total) => {
    expect(taxed(net, 'membership', [gst, qst])).toEqual({
      netMinor: net,
      taxes: [
        { ...gst, amountMinor: first },
        { ...qst, amountMinor: second },
      ],
      taxMinor: first + second,
      totalMinor: total,
    });
  });

  it.each([
    [10, 1], // 0.5 cent
    [9, 0], // 0.45
    [30, 2], // 1.5: up, not to the even neighbour
    [50, 3], // 2.5
    [-10, -1], // A credit mirrors the invoice.
  ])('BIL-6: rounds 5 %% of %i cents half-up to %i', (net, tax) => {
    expect(taxed(net, 'membership', [gst]).taxMinor).toBe(tax);
  });

  it('BIL-6: rounds each tax for itself, never their sum', () => {
    const half: Tax = { code: 'A', ratePpm: 50_000 };
    expect(taxed(10, 'fee', [half, { ...half, code: 'B' }]).taxMinor).toBe(2); // Together 10 % of 10 cents would be 1.
  });

  it('BIL-19: applies a tax to the item kinds it is for, and to all when it names none', () => {
    const merchandiseOnly: Tax = { ...qst, kinds: ['merchandise'] };
    expect(taxed(4000, 'membership', [gst, merchandiseOnly]).taxes.map((tax) => tax.code)).toEqual(['GST']);
    expect(taxed(4000, 'merchandise', [gst, merchandiseOnly]).taxes.map((tax) => tax.code)).toEqual(['GST', 'QST']);
    expect(taxed(4000, 'merchandise', [{ ...gst, kinds: null }]).taxMinor).toBe(200);
    expect(taxed(4000, 'membership', [{ ...gst, kinds: [] }]).taxMinor).toBe(0);
  });

  it('BIL-20: takes nothing for an issuer that collects no tax', () => {
    expect(taxed(4000, 'membership', [])).toEqual({ netMinor: 4000, taxes: [], taxMinor: 0, totalMinor: 4000 });
  });

  it('BIL-6: the total is the price and its taxes to the cent, and a credit is the exact mirror', () => {
    const taxes = fc.array(fc.record({ code: fc.string(), ratePpm: fc.nat(1_000_000) }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.nat(1_000_000_000), taxes, (net, list) => {
        const invoiced = taxed(net, 'fee', list);
        const credited = taxed(-net, 'fee', list);
        expect(invoiced.totalMinor).toBe(net + invoiced.taxes.reduce((sum, tax) => sum + tax.amountMinor, 0));
        expect(invoiced.totalMinor + credited.totalMinor).toBe(0);
        invoiced.taxes.forEach((tax, i) =>
          expect(Math.abs(tax.amountMinor - (net * list[i].ratePpm) / 1_000_000)).toBeLessThanOrEqual(0.5),
        );
      }),
    );
  });
});

describe('whether a line still costs what was quoted', () => {
  const quoted = taxed(4000, 'membership', [gst, qst]);

  it.each([
    ['another price', taxed(4001, 'membership', [gst, qst])],
    ['a tax that is gone', taxed(4000, 'membership', [gst])],
    ['another rate', taxed(4000, 'membership', [gst, { ...qst, ratePpm: 99_749 }])],
    ['another code', taxed(4000, 'membership', [gst, { ...qst, code: 'TVQ' }])],
    ['another order', taxed(4000, 'membership', [qst, gst])],
  ])('IMP-16: sees %s', (_, now) => {
    expect(sameAmounts(quoted, now)).toBe(false);
  });

  it('IMP-16: sees no change where there is none', () => {
    expect(sameAmounts(quoted, taxed(4000, 'membership', [gst, qst]))).toBe(true);
  });
});

describe('a tax on the price and the tax before it', () => {
  it('BIL-19: is computed on price + first', () => {
    // Quebec before 2013: 40.00 and 2.00 of GST make 42.00; 9.975 % of that is 4.1895.
    expect(taxed(4000, 'membership', [gst, { ...qst, compound: true }]).taxes.map((tax) => tax.amountMinor)).toEqual([200, 419]);
  });
});

describe('a total with its taxes in it', () => {
  it('BIL-17: gives the price back that would cost it', () => {
    expect(taxedWithin(4599, 'membership', [gst, qst])).toMatchObject({ netMinor: 4000, taxMinor: 599, totalMinor: 4599 });
    expect(taxedWithin(4619, 'membership', [gst, { ...qst, compound: true }])).toMatchObject({ netMinor: 4000, taxMinor: 619 });
  });

  it('BIL-17: is exactly the total, whatever the taxes; without taxes it is the price', () => {
    expect(taxedAs('waived', 4599, 'membership', [gst, qst])).toEqual({ netMinor: 4599, taxes: [], taxMinor: 0, totalMinor: 4599 });
    const tax = fc.record({ code: fc.string(), ratePpm: fc.nat(1_000_000), compound: fc.boolean() });
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.array(tax, { maxLength: 5 }), (total, list) => {
        const within = taxedWithin(total, 'fee', list);
        expect(within.totalMinor).toBe(total);
        expect(Math.abs(taxed(within.netMinor, 'fee', list).totalMinor - total)).toBeLessThanOrEqual(32 * list.length);
      }),
    );
  });
});
