import { lastOf, monthDue, type Ongoing } from './months.js';

const since = (effectiveOn: string, more: Partial<Ongoing> = {}): Ongoing => ({ effectiveOn, expiresOn: null, billedMonth: null, ...more });

/** Every month a run on this day would bill, one after the other. */
function dueUntil(today: string, ongoing: Ongoing): string[] {
  const due: string[] = [];
  for (let month = monthDue(ongoing, today); month; month = monthDue({ ...ongoing, billedMonth: month }, today)) due.push(month);
  return due;
}

describe('the months of an ongoing membership', () => {
  it('MEM-6: the month it begins in was billed by its sale; the next one is due on its first day, and not before', () => {
    expect(monthDue(since('2026-11-22'), '2026-11-30')).toBeNull();
    expect(monthDue(since('2026-11-22'), '2026-12-01')).toBe('2026-12-01');
    expect(monthDue(since('2026-11-01'), '2026-11-30')).toBeNull();
  });

  it.each(['2027-01-29', '2027-01-31'])('MEM-6: begun on %s, February is billed like any other month', (day) => {
    expect(dueUntil('2027-03-01', since(day))).toEqual(['2027-02-01', '2027-03-01']);
  });

  it('MEM-6: a month that was billed is not due again', () => {
    expect(monthDue(since('2026-11-22', { billedMonth: '2026-12-01' }), '2026-12-31')).toBeNull();
  });

  it('MEM-6: months that were missed are billed each for itself', () => {
    expect(dueUntil('2027-02-15', since('2026-11-22'))).toEqual(['2026-12-01', '2027-01-01', '2027-02-01']);
  });

  it('MEM-6, MEM-17: none is billed that begins after its end; the last is for the days until then', () => {
    const ending = since('2026-11-22', { expiresOn: '2027-01-15' });
    expect(dueUntil('2027-06-01', ending)).toEqual(['2026-12-01', '2027-01-01']);
    expect([lastOf('2026-12-01', '2027-01-15'), lastOf('2027-01-01', '2027-01-15'), lastOf('2028-02-01', null)]).toEqual([
      '2026-12-31',
      '2027-01-15',
      '2028-02-29',
    ]);
  });
});
