import { balanceOf } from './balance.js';

describe('BIL-2: the balance of a billing account', () => {
  it.each([
    ['nothing happened', [0, 0, 0, 0], 0],
    ['invoiced and unpaid: owed', [4000, 0, 0, 0], 4000],
    ['paid whole', [4000, 0, 4000, 0], 0],
    ['worked example 5.3, 15 paid, replaced by 90', [13_000, 4000, 1500, 0], 7500],
    ['worked example 5.3, the cheaper target: credit on account', [12_700, 8500, 8500, 0], -4300],
    ['the same, refunded', [12_700, 8500, 8500, 4300], 0],
  ])('BIL-2: %s', (_, [invoicedMinor, creditedMinor, paidMinor, refundedMinor], balance) => {
    expect(balanceOf({ invoicedMinor, creditedMinor, paidMinor, refundedMinor })).toBe(balance);
  });
});
