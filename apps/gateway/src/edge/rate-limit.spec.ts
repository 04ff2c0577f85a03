import { RateLimit } from './rate-limit.js';

describe('a rate limit', () => {
  it('lets a minute’s worth through at once, then says how long to wait', () => {
    const limit = new RateLimit(3);
    expect([1, 2, 3].map(() => limit.take('club', 0))).toEqual([0, 0, 0]);
    expect(limit.take('club', 0)).toBe(20);
    expect(limit.take('club', 15_000)).toBe(5);
    expect(limit.take('club', 20_000)).toBe(0);
    expect(limit.take('club', 20_000)).toBe(20);
  });

  it('counts each key for itself', () => {
    const limit = new RateLimit(1);
    expect(limit.take('one', 0)).toBe(0);
    expect(limit.take('one', 0)).toBe(60);
    expect(limit.take('other', 0)).toBe(0);
  });

  it('tells the wait without taking', () => {
    const limit = new RateLimit(1);
    expect(limit.wait('club', 0)).toBe(0);
    expect(limit.take('club', 0)).toBe(0);
    expect(limit.wait('club', 1_000)).toBe(59);
  });

  it('forgets keys rather than growing without end', () => {
    const limit = new RateLimit(1, 2);
    for (const key of ['a', 'b', 'c']) limit.take(key, 0);
    expect(limit.wait('a', 0)).toBe(0);
    expect(limit.wait('c', 0)).toBe(60);
  });
});
