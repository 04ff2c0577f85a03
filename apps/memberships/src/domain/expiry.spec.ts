import type { Term } from '#contracts/memberships/offers';
import { checkExpiry, type Movable } from './expiry.js';
import type { Holding } from './holding.js';

const year: Term = { kind: 'fixed-duration', months: 12, renewalWindowDays: 30 };
const held: Movable = { effectiveOn: '2026-11-22', expiresOn: '2027-11-21', ended: null, offer: { term: year, expiresOn: null } };
const next: Holding = { personId: 'lea', offerId: 'gym', sellerId: 'club', effectiveOn: '2027-11-22', expiresOn: '2028-11-21' };
const move =
  (expiresOn: string, changes: Partial<Movable> = {}, others: Holding[] = []) =>
  () =>
    checkExpiry({ ...held, ...changes }, expiresOn, { others, sellerId: 'club' });
const refused = (code: string, facts: object = {}) => expect.objectContaining({ code, ...(Object.keys(facts).length > 0 && { facts }) });

describe('moving the last day of a membership', () => {
  it.each(['2027-06-30', '2028-01-31', '2026-11-22'])('MEM-17: of a fixed duration is moved to %s, earlier or later', (day) => {
    expect(move(day)).not.toThrow();
  });

  it.each<[string, Movable['offer']]>([
    [
      'fixed dates',
      { term: { kind: 'fixed-dates', salesStart: null, effectiveOn: '2026-09-01', expiresOn: '2027-06-30' }, expiresOn: null },
    ],
    ['an ongoing term', { term: { kind: 'ongoing' }, expiresOn: null }],
    ['a duration whose federation set the day', { term: year, expiresOn: '2027-08-31' }],
  ])('MEM-17: of %s it is not: the federation’s prevails', (_what, offer) => {
    expect(move('2027-06-30', { offer })).toThrow(refused('memberships.expiry-fixed'));
  });

  it('MEM-16: of one that was cancelled or replaced it is not', () => {
    for (const ended of ['cancelled', 'replaced'] as const)
      expect(move('2027-06-30', { ended })).toThrow(refused('memberships.membership-ended'));
  });

  it('never before its first day', () => {
    expect(move('2026-11-21')).toThrow(refused('memberships.expiry-before-start', { effectiveOn: '2026-11-22' }));
  });

  it('MEM-13: not into the next period, which is held already', () => {
    expect(move('2027-11-21', {}, [next])).not.toThrow();
    expect(move('2027-11-22', {}, [next])).toThrow(
      refused('memberships.expiry-overlaps', { through: 'own-club', heldUntil: '2028-11-21' }),
    );
  });

  it('MEM-14: of one held through another club it is told that it is, and nothing more', () => {
    expect(move('2027-12-01', {}, [{ ...next, sellerId: 'other' }])).toThrow(
      refused('memberships.expiry-overlaps', { through: 'another-club' }),
    );
  });
});
