import { jest } from '@jest/globals';
import { FairQueue } from './fair-queue.js';

describe('files take turns by organization', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('lets as many start as it may, and calls the others one organization after the other', () => {
    const called: string[] = [];
    const queue = new FairQueue(2, (id) => called.push(id));
    expect(queue.enter('big', 'big-1')).toBe(true);
    expect(queue.enter('big', 'big-2')).toBe(true);
    for (const id of ['big-3', 'big-4', 'big-5']) expect(queue.enter('big', id)).toBe(false);
    expect(queue.enter('small', 'small-1')).toBe(false);

    const order: string[] = [];
    for (let done = 'big-1'; order.length < 4; done = order[order.length - 1]) {
      queue.leave(done);
      const next = called.at(-1)!;
      expect(queue.enter(next.split('-')[0], next)).toBe(true);
      order.push(next);
    }
    expect(order).toEqual(['big-3', 'small-1', 'big-4', 'big-5']);
  });

  it('gives a turn nobody took to the next', () => {
    const called: string[] = [];
    const queue = new FairQueue(1, (id) => called.push(id));
    queue.enter('a', 'a-1');
    queue.enter('b', 'b-1');
    queue.enter('c', 'c-1');
    queue.leave('a-1');
    expect(called).toEqual(['b-1']);
    expect(queue.enter('c', 'c-1')).toBe(false); // The place is kept for who was called.
    jest.advanceTimersByTime(3_000);
    expect(called).toEqual(['b-1', 'c-1']);
    expect(queue.enter('c', 'c-1')).toBe(true);
  });
});
