import { dueOccurrence, firstFrom, lastDayOf, occurrenceOn, type Recurrence } from './recurrence.js';

const monthly: Recurrence = { unit: 'month', every: 1, startsOn: '2026-01-31', endsOn: null };

describe('what recurs', () => {
  it('BIL-13: keeps its day after a shorter month', () => {
    expect([0, 1, 2].map((index) => occurrenceOn(monthly, index))).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
  });

  it('BIL-13: comes every so many weeks or months', () => {
    expect(occurrenceOn({ ...monthly, unit: 'week', every: 2 }, 3)).toBe('2026-03-14');
    expect(occurrenceOn({ ...monthly, every: 3 }, 2)).toBe('2026-07-31');
  });

  it('BIL-13: ends: nothing is due after its last day', () => {
    const ending = { ...monthly, endsOn: '2026-02-28' };
    expect([0, 1, 2].map((index) => dueOccurrence(ending, index))).toEqual(['2026-01-31', '2026-02-28', null]);
  });

  it('pays for the days up to the next one', () => {
    expect(lastDayOf({ ...monthly, startsOn: '2026-09-01' }, 0)).toBe('2026-09-30');
    expect(lastDayOf(monthly, 0)).toBe('2026-02-27');
  });

  it('BIL-13: does not make up for a pause', () => {
    expect(firstFrom(monthly, 1, '2026-04-01')).toBe(3);
    expect(firstFrom(monthly, 5, '2026-04-01')).toBe(5);
  });
});
