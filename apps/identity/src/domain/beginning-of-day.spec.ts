import { beginningOf } from './beginning-of-day.js';

describe('the beginning of a day', () => {
  it.each([
    ['2026-11-22', 'America/Toronto', '2026-11-22T05:00:00.000Z'],
    ['2026-07-01', 'Europe/Brussels', '2026-06-30T22:00:00.000Z'],
    ['2026-03-08', 'America/Toronto', '2026-03-08T05:00:00.000Z'], // Clocks go forward at two.
    ['2026-03-09', 'America/Toronto', '2026-03-09T04:00:00.000Z'],
    ['2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
    ['2026-01-01', 'Pacific/Pago_Pago', '2026-01-01T11:00:00.000Z'],
  ])('%s in %s is %s', (day, zone, instant) => expect(beginningOf(day, zone).toISOString()).toBe(instant));
});
