import * as fc from 'fast-check';
import { addDays } from '#kernel/dates';
import type { Term } from '#contracts/memberships/offers';
import { holdingFacts, holdingInTheWay, renewalStart } from './holding.js';
import type { Period } from './term.js';

const period = (effectiveOn: string, expiresOn: string | null): Period => ({ effectiveOn, expiresOn });
const season = period('2026-09-01', '2027-06-30');

describe('MEM-13: the same membership twice for the same period', () => {
  it.each([
    ['the very same period', season, true],
    ['the same expiration under another start', period('2026-11-22', '2027-06-30'), true],
    ['a period that overlaps by its first day', period('2027-06-30', '2028-06-30'), true],
    ['a period that overlaps by its last day', period('2025-09-01', '2026-09-01'), true],
    ['a period around it', period('2026-01-01', '2027-12-31'), true],
    ['one without an end that starts before it is over', period('2027-01-01', null), true],
    ['the season after', period('2027-07-01', '2028-06-30'), false],
    ['the season before', period('2025-09-01', '2026-08-31'), false],
    ['one without an end that starts afterwards', period('2027-07-01', null), false],
  ])('%s', (_, asked, held) => expect(holdingInTheWay(asked, [season]) !== undefined).toBe(held));

  it('an open-ended one is in the way of everything from its start', () => {
    expect(holdingInTheWay(period('2030-01-01', '2030-12-31'), [period('2026-01-01', null)])).toBeDefined();
    expect(holdingInTheWay(period('2025-01-01', '2025-12-31'), [period('2026-01-01', null)])).toBeUndefined();
  });

  it('stands in the way whichever of the two came first', () => {
    const days = fc.integer({ min: 0, max: 400 });
    const anyPeriod = fc
      .tuple(days, days, fc.boolean())
      .map(([start, length, open]) => period(addDays('2026-01-01', start), open ? null : addDays('2026-01-01', start + length)));
    fc.assert(
      fc.property(anyPeriod, anyPeriod, (a, b) => (holdingInTheWay(a, [b]) === undefined) === (holdingInTheWay(b, [a]) === undefined)),
    );
  });
});

describe('MEM-13: the renewal window of a duration term', () => {
  const year = (renewalWindowDays: number | null): Term => ({ kind: 'fixed-duration', months: 12, renewalWindowDays });
  const held = [period('2025-12-01', '2026-11-30')];

  it.each([
    ['opens so many days before the end', 30, '2026-10-31', '2026-12-01'],
    ['is closed the day before', 30, '2026-10-30', undefined],
    ['is still open on the last day', 30, '2026-11-30', '2026-12-01'],
    ['is over with the membership: what follows is a new purchase', 30, '2026-12-01', undefined],
  ])('%s', (_, window, today, start) => expect(renewalStart(year(window), held, today)).toBe(start));

  it('does not exist unless the federation opens one', () => expect(renewalStart(year(null), held, '2026-11-29')).toBeUndefined());
  it('is of duration terms only', () => {
    const fixed: Term = { kind: 'fixed-dates', salesStart: null, effectiveOn: '2025-12-01', expiresOn: '2026-11-30' };
    expect(renewalStart(fixed, held, '2026-11-29')).toBeUndefined();
    expect(renewalStart({ kind: 'ongoing' }, held, '2026-11-29')).toBeUndefined();
  });
  it('counts from the last period held: what has been renewed is not renewed again', () =>
    expect(renewalStart(year(30), [...held, period('2026-12-01', '2027-11-30')], '2026-11-29')).toBeUndefined());
  it('never opens for one without an end, nor for somebody who holds nothing', () => {
    expect(renewalStart(year(30), [period('2026-01-01', null)], '2026-11-29')).toBeUndefined();
    expect(renewalStart(year(30), [], '2026-11-29')).toBeUndefined();
  });
});

it('MEM-14: another club learns that the membership is held, and neither by whose sale nor until when', () => {
  const held = { ...season, personId: 'p', offerId: 'o', sellerId: 'club-a' };
  expect(holdingFacts(held, 'club-a')).toEqual({ through: 'own-club', heldUntil: '2027-06-30' });
  expect(holdingFacts(held, 'club-b')).toEqual({ through: 'another-club' });
});
