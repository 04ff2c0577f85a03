import { periodOf } from './period.js';

describe('the period of a list', () => {
  it.each([
    ['the twelve months up to today', {}, { from: '2025-11-22', to: '2026-11-21' }],
    ['from a day on', { from: '2026-09-15' }, { from: '2026-09-15', to: '2026-11-21' }],
    ['the twelve months up to a day', { to: '2026-08-31' }, { from: '2025-09-01', to: '2026-08-31' }],
    ['one day', { from: '2026-09-15', to: '2026-09-15' }, { from: '2026-09-15', to: '2026-09-15' }],
  ])('is %s', (_, asked, period) => {
    expect(periodOf(asked, '2026-11-21')).toEqual(period);
  });

  it('never ends before it begins', () => {
    expect(() => periodOf({ from: '2026-09-16', to: '2026-09-15' }, '2026-11-21')).toThrow(
      expect.objectContaining({ code: 'billing.period-backwards', kind: 'invalid' }),
    );
  });
});
