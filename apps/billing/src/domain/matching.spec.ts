import fc from 'fast-check';
import { derivedId } from '#kernel/ids';
import {
  inInvoiceOrder,
  matchInOrder,
  oldestFirst,
  releaseNewestFirst,
  type FreeMoney,
  type KnownMatch,
  type Match,
  type OpenItem,
} from './matching.js';

const anItem = (n: number, openMinor: number, dueOn = '2026-10-01'): OpenItem => ({
  documentId: derivedId('document', n),
  position: 1,
  billingAccountId: derivedId('account'),
  dueOn,
  number: n,
  openMinor,
});
const aPayment = (n: number, freeMinor: number, bookedOn = `2026-09-${String(n).padStart(2, '0')}`): FreeMoney => ({
  paymentId: derivedId('payment', n),
  bookedOn,
  freeMinor,
});
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const amounts = (matches: readonly Match[]): number[] => matches.map((match) => match.amountMinor);

describe('matching money to items', () => {
  it.each([
    ['a payment fills the items in invoice order', [40, 25], [50], [40, 10]],
    ['an item takes several payments, the oldest first', [40], [15, 10, 30], [15, 10, 15]],
    ['an exact payment leaves nothing', [40], [40], [40]],
    ['without money nothing is matched', [40], [], []],
    ['items that are settled are passed over', [0, 40], [40], [40]],
    ['what is left over stays free', [10], [40], [10]],
  ])('BIL-8: %s', (_, open, free, expected) => {
    const items = open.map((minor, i) => anItem(i + 1, minor));
    const money = free.map((minor, i) => aPayment(i + 1, minor));
    expect(amounts(matchInOrder(items, money))).toEqual(expected);
  });

  it('BIL-8: money meant for an invoice settles that first, whatever else is open and whoever paid before; the rest goes in order', () => {
    const items = [anItem(1, 30), anItem(2, 30), anItem(3, 30)];
    const money = [aPayment(1, 40), aPayment(2, 40)];
    const matches = matchInOrder(items, money, new Map([[money[1].paymentId, [items[1].documentId]]]));
    expect(matches.map((match) => [match.paymentId, match.documentId, match.amountMinor])).toEqual([
      [money[1].paymentId, items[1].documentId, 30],
      [money[0].paymentId, items[0].documentId, 30],
      [money[0].paymentId, items[2].documentId, 10],
      [money[1].paymentId, items[2].documentId, 10],
    ]);
  });

  it('BIL-9: the oldest money goes first, in whatever order it is found', () => {
    const [first, second] = matchInOrder([anItem(1, 30)], [aPayment(9, 20), aPayment(2, 20)]);
    expect([first.paymentId, first.amountMinor]).toEqual([derivedId('payment', 2), 20]);
    expect([second.paymentId, second.amountMinor]).toEqual([derivedId('payment', 9), 10]);
  });

  it('BIL-9: items go by what is due first, then by invoice and line', () => {
    const late = anItem(1, 1, '2026-12-01');
    const [ninth, third] = [anItem(9, 1), anItem(3, 1)];
    const secondLine = { ...third, position: 2 };
    expect([late, secondLine, ninth, third].sort(inInvoiceOrder)).toEqual([third, secondLine, ninth, late]);
  });

  it('BIL-10: never beyond what is open of an item or free of a payment, and never less than could be', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { maxLength: 8 }), fc.array(fc.nat(5000), { maxLength: 8 }), (open, free) => {
        const items = open.map((minor, i) => anItem(i, minor));
        const money = free.map((minor, i) => aPayment(i + 1, minor));
        const matches = matchInOrder(items, money);
        for (const item of items) {
          expect(sum(amounts(matches.filter((match) => match.documentId === item.documentId)))).toBeLessThanOrEqual(item.openMinor);
        }
        for (const source of money) {
          expect(sum(amounts(matches.filter((match) => match.paymentId === source.paymentId)))).toBeLessThanOrEqual(source.freeMinor);
        }
        expect(sum(amounts(matches))).toBe(Math.min(sum(open), sum(free)));
        expect(matches.every((match) => match.amountMinor > 0)).toBe(true);
        expect(new Set(matches.map((match) => `${match.paymentId}/${match.documentId}`)).size).toBe(matches.length);
      }),
    );
  });

  it('BIL-8: no later item gets money before the earlier ones are settled', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 }), fc.nat(20_000), (open, free) => {
        const items = open.map((minor, i) => anItem(i, minor));
        const matches = matchInOrder(items, [aPayment(1, free)]);
        const settled = items.map((item) => sum(amounts(matches.filter((match) => match.documentId === item.documentId))));
        const firstOpen = settled.findIndex((minor, i) => minor < items[i].openMinor);
        if (firstOpen >= 0) expect(sum(settled.slice(firstOpen + 1))).toBe(0);
      }),
    );
  });

  it('has one order for the money of a day', () => {
    const money = [aPayment(3, 1, '2026-09-01'), aPayment(1, 1, '2026-09-01'), aPayment(2, 1, '2026-09-01')];
    expect(oldestFirst(money)).toEqual(oldestFirst([...money].reverse()));
  });
});

describe('taking money back from an item', () => {
  const aMatch = (n: number, amountMinor: number): KnownMatch => ({
    paymentId: derivedId('payment', n),
    documentId: derivedId('document', 1),
    position: 1,
    amountMinor,
    matchedAt: new Date(Date.UTC(2026, 8, n)),
    bookedOn: '2026-09-01',
  });

  it.each([
    ['nothing to be kept: all of it', [15, 25], 0, [25, 15]],
    ['the newest match first, and only as much as must be', [15, 25], 30, [10]],
    ['no more than was ever settled', [15, 25], 40, []],
    ['no more than was ever settled, whatever may stay', [15, 25], 100, []],
  ])('%s', (_, matched, keepMinor, expected) => {
    const matches = matched.map((minor, i) => aMatch(i + 1, minor));
    expect(amounts(releaseNewestFirst(matches, keepMinor))).toEqual(expected);
  });

  it('REP-14: what is kept and what is freed is what was settled', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 8 }), fc.nat(30_000), (matched, keepMinor) => {
        const matches = matched.map((minor, i) => aMatch((i % 28) + 1, minor));
        const freed = sum(amounts(releaseNewestFirst(matches, keepMinor)));
        expect(sum(matched) - freed).toBe(Math.min(sum(matched), keepMinor));
      }),
    );
  });
});
