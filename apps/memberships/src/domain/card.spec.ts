import { voidBecause } from './card.js';

describe('a card', () => {
  const good = { lost: false, ended: null, expiresOn: '2026-11-22' };
  it.each([
    ['on the last day of its membership', good, null],
    ['without an end', { ...good, expiresOn: null }, null],
    ['the day after', { ...good, expiresOn: '2026-11-21' }, 'expired'],
    ['of a cancelled membership', { ...good, ended: 'cancelled' }, 'cancelled'],
    ['of a replaced one', { ...good, ended: 'replaced' }, 'replaced'],
    ['that was lost, whatever else', { lost: true, ended: 'cancelled', expiresOn: '2020-01-01' }, 'lost'],
  ] as const)('MEM-11: %s', (_when, card, because) => expect(voidBecause(card, '2026-11-22')).toBe(because));
});
