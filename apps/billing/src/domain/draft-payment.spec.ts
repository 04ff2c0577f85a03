import fc from 'fast-check';
import { draftExternalPayment } from './draft-payment.js';

describe("a Freemium club's payment", () => {
  it('IMP-14: settles the client invoice whole, by a payment of method "external"', () => {
    expect(draftExternalPayment({ totalMinor: 4599, lines: [{ position: 1, totalMinor: 4599 }] })).toEqual({
      method: 'external',
      amountMinor: 4599,
      allocations: [{ position: 1, amountMinor: 4599 }],
      postings: [
        { account: 'external-payments', code: null, amountMinor: 4599 },
        { account: 'receivable', code: null, amountMinor: -4599 },
      ],
    });
  });

  it('IMP-14: is not needed for an invoice of zero', () => {
    expect(draftExternalPayment({ totalMinor: 0, lines: [{ position: 1, totalMinor: 0 }] })).toBeUndefined();
  });

  it('BIL-10: is allocated to its items to the cent, none beyond its own, and its postings sum to zero', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 10 }), (totals) => {
        const lines = totals.map((totalMinor, i) => ({ position: i + 1, totalMinor }));
        const totalMinor = totals.reduce((sum, total) => sum + total, 0);
        const payment = draftExternalPayment({ totalMinor, lines });
        if (!payment) return expect(totalMinor).toBe(0);
        expect(payment.allocations.reduce((sum, allocation) => sum + allocation.amountMinor, 0)).toBe(payment.amountMinor);
        for (const { position, amountMinor } of payment.allocations) expect(amountMinor).toBe(lines[position - 1].totalMinor);
        expect(payment.postings.reduce((sum, posting) => sum + posting.amountMinor, 0)).toBe(0);
      }),
    );
  });
});
