import { firstPeriodEnd, firstPeriodMinor } from './first-period.js';

const ongoing = { kind: 'ongoing' } as const;

it.each([
  ['2026-11-01', 3000, 3000],
  ['2026-11-16', 3000, 1500],
  ['2026-11-30', 3000, 100],
  ['2026-02-15', 2800, 1400],
  ['2028-02-29', 2900, 100],
  ['2026-12-31', 100, 3], // 3.2…, down
  ['2026-11-16', 1, 1], // A half, up
])('MEM-6: of a month begun on %s, %i a month comes to %i', (effectiveOn, monthly, first) => {
  expect(firstPeriodMinor(monthly, ongoing, effectiveOn)).toBe(first);
});

it('MEM-6: the first period of an ongoing membership ends with the month', () => {
  expect(firstPeriodEnd(ongoing, '2026-02-10')).toBe('2026-02-28');
  expect(firstPeriodEnd(ongoing, '2026-12-31')).toBe('2026-12-31');
});

it('MEM-6: fixed terms are not prorated', () => {
  const year = { kind: 'fixed-duration', months: 12, renewalWindowDays: null } as const;
  expect([firstPeriodMinor(3000, year, '2026-11-16'), firstPeriodEnd(year, '2026-11-16')]).toEqual([3000, null]);
});
