import { statementPeriod } from './statement.js';

describe('the period of a statement', () => {
  const today = '2026-11-22';

  it.each([
    [undefined, undefined, '2025-11-23', '2026-11-22'],
    ['2026-01-01', undefined, '2026-01-01', '2026-11-22'],
    [undefined, '2026-06-30', '2025-07-01', '2026-06-30'],
    ['2027-01-01', undefined, '2027-01-01', '2027-01-01'],
    ['2026-05-05', '2026-05-05', '2026-05-05', '2026-05-05'],
  ])('BIL-23: from %s to %s is %s to %s', (from, to, first, last) =>
    expect(statementPeriod(from, to, today)).toEqual({ from: first, to: last }),
  );

  it('BIL-23: does not end before it begins', () =>
    expect(() => statementPeriod('2026-05-06', '2026-05-05', today)).toThrow('ends before it begins'));
});
