import { addDays } from '#kernel/dates';
import { membershipStatuses } from '#contracts/memberships/memberships.query';
import { boundsOf, statusOn, type Ending } from './status.js';

const today = '2026-11-22';

describe('MEM-16: the status of a membership on a day', () => {
  it.each([
    ['pending before it takes effect', '2026-11-23', '2027-06-30', null, 'pending'],
    ['active from its effective date', today, '2027-06-30', null, 'active'],
    ['active on its last day', '2026-01-01', today, null, 'active'],
    ['expired the day after', '2026-01-01', '2026-11-21', null, 'expired'],
    ['active for ever without an end', '2020-01-01', null, null, 'active'],
    ['cancelled whatever its dates', '2026-01-01', '2027-06-30', 'cancelled', 'cancelled'],
    ['replaced whatever its dates', '2026-01-01', '2026-02-01', 'replaced', 'replaced'],
  ] as const)('%s', (_, effectiveOn, expiresOn, ended, status) => expect(statusOn({ effectiveOn, expiresOn, ended }, today)).toBe(status));

  it('is found by the bounds a list is searched with, and by those only', () => {
    const days = [-40, -1, 0, 1, 40].map((days) => addDays(today, days));
    for (const ended of [null, 'cancelled', 'replaced'] as (Ending | null)[])
      for (const effectiveOn of days)
        for (const expiresOn of [...days.filter((day) => day >= effectiveOn), null]) {
          const membership = { effectiveOn, expiresOn, ended };
          const found = membershipStatuses.filter((status) => within(membership, boundsOf(status, today)));
          expect(found).toEqual([statusOn(membership, today)]);
        }
  });

  function within(
    m: { effectiveOn: string; expiresOn: string | null; ended: Ending | null },
    bounds: ReturnType<typeof boundsOf>,
  ): boolean {
    return (
      m.ended === bounds.ended &&
      (!bounds.effectiveFrom || m.effectiveOn >= bounds.effectiveFrom) &&
      (!bounds.effectiveUntil || m.effectiveOn <= bounds.effectiveUntil) &&
      (!bounds.expiresFrom || m.expiresOn === null || m.expiresOn >= bounds.expiresFrom) &&
      (!bounds.expiresUntil || (m.expiresOn !== null && m.expiresOn <= bounds.expiresUntil))
    );
  }
});
