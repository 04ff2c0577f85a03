import type { Term } from '#contracts/memberships/offers';
import { expirationOf, federationExpiration, startOf } from './term.js';

const season: Term = { kind: 'fixed-dates', salesStart: '2026-08-01', effectiveOn: '2026-09-01', expiresOn: '2027-06-30' };
const year: Term = { kind: 'fixed-duration', months: 12, renewalWindowDays: null };
const ongoing: Term = { kind: 'ongoing' };
const today = '2026-11-22';

describe('MEM-6: the first day of a membership', () => {
  it.each([
    ['fixed dates: the federation’s day, even when sold later', season, '2026-09-01'],
    ['a duration: the day of sale', year, today],
    ['ongoing: the day of sale', ongoing, today],
  ])('%s', (_, term, day) => expect(startOf({ term, expiresOn: null }, today)).toBe(day));
});

describe('IMP-6: the last day of a membership', () => {
  it.each([
    ['the federation’s prevails over the file’s (MEM-17)', year, '2027-03-31', '2027-05-31', '2027-03-31'],
    ['the federation’s prevails over its own fixed dates', season, '2027-05-31', null, '2027-05-31'],
    ['fixed dates prevail over the file’s', season, null, '2027-01-01', '2027-06-30'],
    ['without the federation’s, the file’s applies to a duration', year, null, '2027-05-31', '2027-05-31'],
    ['without either, a duration counts from its start', year, null, null, '2027-11-21'],
    ['the federation may end an ongoing term', ongoing, '2027-12-31', null, '2027-12-31'],
    ['the file may end an ongoing term', ongoing, null, '2027-05-31', '2027-05-31'],
    ['an ongoing term has none of its own', ongoing, null, null, null],
  ])('%s', (_, term, expiresOn, asked, last) => expect(expirationOf({ term, expiresOn }, today, asked)).toBe(last));

  it.each([
    ['2026-01-15', 1, '2026-02-14'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', 3, '2026-06-30'],
    ['2026-01-01', 12, '2026-12-31'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2025-02-28', 12, '2026-02-27'],
  ])('MEM-6: from %s, %i months last until %s inclusive', (from, months, last) =>
    expect(expirationOf({ term: { kind: 'fixed-duration', months, renewalWindowDays: null }, expiresOn: null }, from, null)).toBe(last),
  );
});

it('MEM-17: only fixed dates and an explicit day are the federation’s own expiration', () => {
  expect(federationExpiration({ term: season, expiresOn: null })).toBe('2027-06-30');
  expect(federationExpiration({ term: year, expiresOn: null })).toBeNull();
  expect(federationExpiration({ term: year, expiresOn: '2027-03-31' })).toBe('2027-03-31');
});
