import { addDays, addMonths, ageOn, isLocalDate, localDate, todayIn } from './dates.js';

describe('calendar days', () => {
  it.each(['2024-02-29', '2000-02-29', '1900-01-01'])('knows %s', (day) => expect(isLocalDate(day)).toBe(true));
  it.each(['2023-02-29', '1900-02-29', '2026-13-01', '2026-04-31', '26-1-1', '2026-01-01T00:00', '', null])('refuses %s', (day) =>
    expect(isLocalDate(day)).toBe(false),
  );

  it('has no 31 April', () => expect(localDate(2026, 4, 31)).toBeUndefined());

  it('is the day the organization sees on its wall', () => {
    const instant = new Date('2026-11-22T03:30:00Z');
    expect(todayIn('America/Toronto', instant)).toBe('2026-11-21');
    expect(todayIn('Europe/Amsterdam', instant)).toBe('2026-11-22');
  });

  it.each([
    ['2008-11-22', '2026-11-22', 18],
    ['2008-11-23', '2026-11-22', 17],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
  ])('someone born %s is on %s %i years old', (born, day, age) => expect(ageOn(born, day)).toBe(age));

  it('keeps to the end of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2023-11-30', 3)).toBe('2024-02-29');
    expect(addMonths('2026-11-22', 12)).toBe('2027-11-22');
  });

  it('counts days across years', () => expect(addDays('2026-12-31', 1)).toBe('2027-01-01'));
});
