import { NotShared, ResaleNotYours } from './offer.errors.js';
import { checkResale, checkShared } from './resale.js';

const shared = { federationId: 'federation', resale: true, visibility: 'immediate', visibleFrom: null } as const;

it('MEM-1: only a federation designs what others resell', () => {
  expect(() => checkResale(true, { kind: 'federation' })).not.toThrow();
  for (const kind of ['club', 'gym'] as const) {
    expect(() => checkResale(true, { kind })).toThrow(ResaleNotYours);
    expect(() => checkResale(false, { kind })).not.toThrow();
  }
});

it.each([
  ['its federation’s', shared, 'club', true],
  ['one it was told of', { ...shared, visibility: 'hidden' } as const, 'club', true],
  ['one that is no longer shared', { ...shared, visibility: 'unavailable' } as const, 'club', false],
  ['one before its day', { ...shared, visibility: 'scheduled', visibleFrom: '2026-12-01' } as const, 'club', false],
  ['one that its federation sells itself', { ...shared, resale: false }, 'club', false],
  ['its own', { ...shared, federationId: 'club', resale: false }, 'club', true],
  ['what its clubs resell', shared, 'federation', false],
])('MEM-2, MEM-5: adds %s to a warehouse', (_what, offer, sellerId, may) => {
  const add = () => checkShared(offer, sellerId, '2026-11-22');
  if (may) expect(add).not.toThrow();
  else expect(add).toThrow(NotShared);
});
