import { inSteps } from './in-steps.js';

describe('a long page', () => {
  const rows = Array.from({ length: 23 }, (_, index) => index);
  const asked: number[] = [];
  const ask = ({ limit, after = '0' }: { limit: number; after?: string }) => {
    asked.push(limit);
    const end = Number(after) + limit;
    return Promise.resolve({ data: rows.slice(Number(after), end), next: end < rows.length ? String(end) : null, at: after });
  };
  beforeEach(() => asked.splice(0));

  it.each([
    [5, undefined, [5], 5],
    [10, undefined, [10], 10],
    [15, undefined, [10, 5], 15],
    [23, undefined, [10, 10, 3], 23],
    [100, undefined, [10, 10, 10], 23],
    [100, '20', [10], 3],
  ])('of %i from %s is asked for in steps of at most ten', async (limit, after, steps, length) => {
    const { data, next, first } = await inSteps({ limit, after, step: 10 }, ask);
    const from = Number(after ?? 0);
    expect(data).toEqual(rows.slice(from, from + length));
    expect(asked).toEqual(steps);
    expect(next).toBe(from + length < rows.length ? String(from + length) : null);
    expect(first.at).toBe(after ?? '0');
  });
});
