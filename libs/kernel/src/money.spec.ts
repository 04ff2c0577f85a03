import fc from 'fast-check';
import { add, exceeds, format, money, shareOf, subtract } from './money.js';

describe('money', () => {
  it('refuses what is not a whole number of minor units', () => {
    expect(() => money(10.5, 'CAD')).toThrow('not a whole amount');
    expect(() => money(Number.NaN, 'CAD')).toThrow('not a whole amount');
  });

  it('refuses to mix currencies', () => {
    expect(() => add(money(1, 'CAD'), money(1, 'EUR'))).toThrow('CAD and EUR do not mix');
    expect(() => exceeds(money(1, 'CAD'), money(1, 'EUR'))).toThrow('do not mix');
  });

  it('takes away what it added', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -1e9, max: 1e9 }), (a, b) => {
        expect(subtract(add(money(a, 'CAD'), money(b, 'CAD')), money(b, 'CAD'))).toEqual(money(a, 'CAD'));
      }),
    );
  });

  it.each([
    [4000, 50_000, 200], // GST on 40.00
    [4000, 99_750, 399], // QST on 40.00
    [9000, 99_750, 898], // 8.9775 goes up
    [2500, 99_750, 249], // 2.49375 goes down
    [6500, 99_750, 648],
    [10, 50_000, 1], // 0.5 goes up
    [-10, 50_000, -1], // away from zero, so that a credit mirrors its invoice
    [0, 99_750, 0],
  ])('BIL-6: rounds %i at %i parts per million half-up to %i', (amountMinor, ratePpm, expected) => {
    expect(shareOf(amountMinor, ratePpm)).toBe(expected);
  });

  it('BIL-6: a negative amount carries exactly the tax of the positive one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1_000_000 }), (amount, rate) => {
        expect(shareOf(-amount, rate) + shareOf(amount, rate)).toBe(0);
      }),
    );
  });

  it('reads as the reader writes it', () => {
    expect(format(money(123450, 'CAD'), 'en-CA')).toBe('$1,234.50');
    expect(format(money(123450, 'CAD'), 'fr-CA').replace(/\s/g, ' ')).toBe('1 234,50 $');
    expect(format(money(123450, 'EUR'), 'nl-NL').replace(/\s/g, ' ')).toBe('€ 1.234,50');
  });
});
