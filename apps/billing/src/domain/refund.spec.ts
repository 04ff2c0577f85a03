import fc from 'fast-check';
import type { PaymentMethod } from '#contracts/billing/payment-methods';
import { derivedId } from '#kernel/ids';
import { draftRefund, type RefundSource } from './refund.js';

const aSource = (n: number, freeMinor: number, method: PaymentMethod = 'cash'): RefundSource => ({
  paymentId: derivedId('payment', n),
  bookedOn: `2026-09-${String(n).padStart(2, '0')}`,
  freeMinor,
  method,
  transaction: method === 'card' ? `txn-${n}` : null,
});
const partsOf = (sources: RefundSource[], amountMinor: number, method?: PaymentMethod): [string, number][] =>
  draftRefund(sources, amountMinor, method).parts.map((part) => [part.paymentId, part.amountMinor]);

describe('giving money back', () => {
  it('BIL-16: consumes the oldest payments first, in whatever order they are found', () => {
    expect(partsOf([aSource(3, 10), aSource(1, 10), aSource(2, 10)], 15)).toEqual([
      [derivedId('payment', 1), 10],
      [derivedId('payment', 2), 5],
    ]);
  });

  it('BIL-16: needs credit of at least its amount', () => {
    expect(() => draftRefund([aSource(1, 10), aSource(2, 5)], 16)).toThrow(
      expect.objectContaining({ code: 'billing.refund-exceeds-credit', facts: { askedMinor: 16, creditMinor: 15 } }),
    );
    expect(() => draftRefund([], 1)).toThrow('of credit');
  });

  it('BIL-16: a card gets back what came by card, never what came otherwise', () => {
    const sources = [aSource(1, 30, 'cash'), aSource(2, 20, 'card'), aSource(3, 10, 'card')];
    expect(partsOf(sources, 25, 'card')).toEqual([
      [derivedId('payment', 2), 20],
      [derivedId('payment', 3), 5],
    ]);
    expect(() => draftRefund(sources, 31, 'card')).toThrow(expect.objectContaining({ facts: { askedMinor: 31, creditMinor: 30 } }));
  });

  it('goes the way the money came, when it came one way', () => {
    expect(draftRefund([aSource(1, 10, 'cheque'), aSource(2, 10, 'cash')], 10).method).toBe('cheque');
    expect(() => draftRefund([aSource(1, 10, 'cheque'), aSource(2, 10, 'cash')], 11)).toThrow(
      expect.objectContaining({ code: 'billing.refund-method-needed', facts: { methods: ['cheque', 'cash'] } }),
    );
    expect(draftRefund([aSource(1, 10, 'cheque'), aSource(2, 10, 'cash')], 11, 'transfer').method).toBe('transfer');
  });

  it('BIL-16: gives exactly what is asked, and of no payment more than is free', () => {
    const free = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(free, fc.integer({ min: 1, max: 40_000 }), (amounts, asked) => {
        const sources = amounts.map((minor, i) => aSource(i + 1, minor));
        const credit = amounts.reduce((total, minor) => total + minor, 0);
        if (asked > credit) return expect(() => draftRefund(sources, asked)).toThrow('of credit');
        const parts = new Map(partsOf(sources, asked));
        expect([...parts.values()].reduce((total, minor) => total + minor, 0)).toBe(asked);
        for (const source of sources) expect(parts.get(source.paymentId) ?? 0).toBeLessThanOrEqual(source.freeMinor);
      }),
    );
  });
});
