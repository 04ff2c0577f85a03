import { rememberedFailures, subscriberOf, waitBeforeNextTry, type Failures } from './sign-in-pace.js';

const start = new Date('2026-09-01T12:00:00Z');
const after = (ms: number) => new Date(start.getTime() + ms);

describe('the pace of sign-ins', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 1000],
    [6, 2000],
    [9, 16_000],
    [11, 40_000],
    [90, 40_000],
  ])('after %i failures the next try waits %i ms', (count, waitMs) => {
    expect(waitBeforeNextTry({ count, lastAt: start }, start)).toBe(waitMs);
  });

  it('lets the next try through once the wait is over', () => {
    expect(waitBeforeNextTry({ count: 6, lastAt: start }, after(1999))).toBe(1);
    expect(waitBeforeNextTry({ count: 6, lastAt: start }, after(2000))).toBe(0);
  });

  it('allows fewer than 100 failures in an hour to the most patient guesser', () => {
    let failures: Failures | undefined;
    let now = start;
    let tries = 0;
    while (now.getTime() - start.getTime() < 3_600_000) {
      tries++;
      failures = { count: rememberedFailures(failures, now) + 1, lastAt: now };
      now = new Date(now.getTime() + waitBeforeNextTry(failures, now));
    }
    expect(tries).toBeGreaterThan(50);
    expect(tries).toBeLessThan(100);
  });

  it('forgets failures after an hour without one: no lock lasts', () => {
    expect(rememberedFailures({ count: 90, lastAt: start }, after(3_600_000))).toBe(0);
    expect(waitBeforeNextTry({ count: 90, lastAt: start }, after(3_600_000))).toBe(0);
  });

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('counts %s as %s', (address, subscriber) => expect(subscriberOf(address)).toBe(subscriber));
});
