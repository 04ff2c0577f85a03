import type { Age } from '#contracts/billing/unpaid.query';

/** How many days an age begins and ends after the due day (BIL-24). Every day belongs to exactly one. */
export const agesByDays: readonly { readonly age: Age; readonly from: number | null; readonly to: number | null }[] = [
  { age: 'not-due', from: null, to: -1 },
  { age: '0-30', from: 0, to: 30 },
  { age: '31-60', from: 31, to: 60 },
  { age: '61-90', from: 61, to: 90 },
  { age: 'over-90', from: 91, to: null },
];

export function ageAfter(daysLate: number): Age {
  const found = agesByDays.find(({ from, to }) => (from === null || daysLate >= from) && (to === null || daysLate <= to));
  if (!found) throw new RangeError(`no age for ${daysLate} days`);
  return found.age;
}
