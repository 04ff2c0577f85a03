import { historyUntil, type Life } from './history.js';

const season: Life = { purchasedOn: '2026-08-01', effectiveOn: '2026-09-01', expiresOn: '2027-06-30', origin: 'sale', end: null };
const told = (life: Partial<Life>, today: string) =>
  historyUntil({ ...season, ...life }, today).map(({ status, on, reason }) => `${status} ${on} ${reason}`);

describe('the history of a membership', () => {
  it.each([
    ['2026-08-31', ['pending 2026-08-01 sale']],
    ['2026-09-01', ['pending 2026-08-01 sale', 'active 2026-09-01 term']],
    ['2027-06-30', ['pending 2026-08-01 sale', 'active 2026-09-01 term']],
    ['2027-07-01', ['pending 2026-08-01 sale', 'active 2026-09-01 term', 'expired 2027-07-01 term']],
  ])('MEM-16: on %s says what its dates made of it by then, its last day included', (today, turns) => {
    expect(told({}, today)).toEqual(turns);
  });

  it('MEM-16: begins active where it is sold after its first day', () => {
    expect(told({ purchasedOn: '2026-11-22' }, '2026-11-22')).toEqual(['active 2026-11-22 sale']);
  });

  it('MEM-16: one without end never expires', () => {
    expect(told({ expiresOn: null }, '2099-01-01')).toEqual(['pending 2026-08-01 sale', 'active 2026-09-01 term']);
  });

  it('MEM-16: one that ended before its time says when and why, and does not expire any more', () => {
    const end = { status: 'cancelled', on: '2026-12-01', reason: 'cancellation' } as const;
    expect(told({ end }, '2028-01-01')).toEqual(['pending 2026-08-01 sale', 'active 2026-09-01 term', 'cancelled 2026-12-01 cancellation']);
  });

  it.each(['2026-08-15', '2026-09-01'])('REP-10: one that was replaced on %s, before it began, was never active', (on) => {
    const end = { status: 'replaced', on, reason: 'replacement' } as const;
    expect(told({ end }, '2028-01-01')).toEqual(['pending 2026-08-01 sale', `replaced ${on} replacement`]);
  });
});
