import type { Credit, Creditable } from './credit.js';
import { affiliationStands, creditsWhole } from './affiliation-line.js';

const line = (leftMinor: number, changes: Partial<Creditable> = {}): Creditable => ({
  documentId: 'invoice',
  position: 1,
  kind: 'membership',
  description: 'Club affiliation',
  personId: null,
  ledgerCode: '4100',
  saleId: null,
  periodFrom: '2026-09-01',
  periodTo: '2027-08-31',
  chargedMinor: 30_000,
  left: { netMinor: leftMinor, taxes: [], taxMinor: 0, totalMinor: leftMinor },
  ...changes,
});
const credit = (item: Creditable, totalMinor: number): Credit => ({ item, netMinor: totalMinor, taxes: [], taxMinor: 0, totalMinor });
const uncancelled = new Set(['invoice']);

describe('the line of an affiliation', () => {
  it.each<[string, Creditable, ReadonlySet<string>, string, boolean]>([
    ['stands while it lasts', line(30_000), uncancelled, '2026-11-22', true],
    ['stands on its last day', line(30_000), uncancelled, '2027-08-31', true],
    ['is over after it', line(30_000), uncancelled, '2027-09-01', false],
    ['stands when it was free of charge', line(0, { chargedMinor: 0 }), uncancelled, '2026-11-22', true],
    ['has nothing left to stand for once all of it was credited', line(0), uncancelled, '2026-11-22', false],
    ['stands no more once it was cancelled', line(15_000), new Set(), '2026-11-22', false],
  ])('MEM-19: %s', (_what, item, open, today, stands) => expect(affiliationStands(item, open, today)).toBe(stands));

  it('MEM-19: is credited whole by the credits that leave nothing of it, together', () => {
    const item = line(10_000);
    expect(creditsWhole(item, [credit(item, 9_999)])).toBe(false);
    expect(creditsWhole(item, [credit(item, 4_000), credit(item, 6_000)])).toBe(true);
    expect(creditsWhole(item, [])).toBe(false);
    expect(creditsWhole(item, [credit(line(10_000, { position: 2 }), 10_000)])).toBe(false);
  });
});
