import { checkOnlineAmount } from './online-payment.js';

describe('paying online', () => {
  it.each([
    ['the whole', 4000, 4000, 1000],
    ['the minimum', 1000, 4000, 1000],
    ['all that is owed, though it is less than the minimum', 300, 300, 1000],
  ])('BIL-12: takes %s', (_, asked, owed, minimumMinor) => {
    expect(() => checkOnlineAmount(asked, owed, { allowed: true, minimumMinor })).not.toThrow();
  });

  it.each([
    [999, 4000, { atLeastMinor: 1000, atMostMinor: 4000 }],
    [4001, 4000, { atLeastMinor: 1000, atMostMinor: 4000 }],
    [1, 0, { atLeastMinor: 0, atMostMinor: 0 }],
    [1, -500, { atLeastMinor: 0, atMostMinor: 0 }],
  ])('BIL-12: refuses %i of %i', (asked, owed, bounds) => {
    expect(() => checkOnlineAmount(asked, owed, { allowed: true, minimumMinor: 1000 })).toThrow(
      expect.objectContaining({ code: 'billing.online-amount-out-of-bounds', facts: { askedMinor: asked, ...bounds } }),
    );
  });

  it('BIL-12: only where the organization takes online payments', () => {
    expect(() => checkOnlineAmount(100, 100, { allowed: false, minimumMinor: 0 })).toThrow(
      expect.objectContaining({ code: 'billing.online-not-allowed' }),
    );
  });
});
