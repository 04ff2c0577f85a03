import { isHad, isShown, visibilityAfter } from './visibility.js';
import { BadVisibility } from './offer.errors.js';

const immediate = { visibility: 'immediate', visibleFrom: null } as const;
const scheduled = { visibility: 'scheduled', visibleFrom: '2026-12-01' } as const;

it.each([
  [immediate, true, true],
  [{ visibility: 'hidden', visibleFrom: null } as const, false, true],
  [{ visibility: 'unavailable', visibleFrom: null } as const, false, false],
  [scheduled, false, false],
  [{ visibility: 'scheduled', visibleFrom: '2026-11-22' } as const, true, true],
])('MEM-7: %o is shown %s and had by who is told of it %s', (visibility, shown, had) => {
  expect([isShown(visibility, '2026-11-22'), isHad(visibility, '2026-11-22')]).toEqual([shown, had]);
});

it('MEM-7: a schedule has its day, and nothing else has one', () => {
  expect(visibilityAfter(immediate, scheduled)).toEqual(scheduled);
  expect(visibilityAfter(scheduled, { visibility: 'hidden' })).toEqual({ visibility: 'hidden', visibleFrom: null });
  expect(visibilityAfter(scheduled, { visibleFrom: '2027-01-01' })).toEqual({ visibility: 'scheduled', visibleFrom: '2027-01-01' });
  expect(visibilityAfter(scheduled, {})).toEqual(scheduled);
  for (const asked of [{ visibility: 'scheduled' as const }, { visibleFrom: '2027-01-01' }]) {
    expect(() => visibilityAfter(immediate, asked)).toThrow(BadVisibility);
  }
  expect(() => visibilityAfter(scheduled, { visibleFrom: '2027-02-30' })).toThrow(BadVisibility);
});
