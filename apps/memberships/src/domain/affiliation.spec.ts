import type { Term } from '#contracts/memberships/offers';
import { judgeAffiliation } from './affiliation.js';

const season: Term = { kind: 'fixed-dates', salesStart: '2026-07-01', effectiveOn: '2026-09-01', expiresOn: '2027-08-31' };
const year: Term = { kind: 'fixed-duration', months: 12, renewalWindowDays: 30 };
const judge = (term: Term, today: string, held: { effectiveOn: string; expiresOn: string | null }[] = [], changes: object = {}) =>
  judgeAffiliation(
    {
      id: 'affiliation',
      names: { en: 'Club' },
      eligibility: { minAge: null, maxAge: null, gender: null },
      quotaPerReseller: null,
      originalMinor: 30_000,
      currency: 'CAD',
      ledgerCode: '4100',
      taxKind: 'membership',
      family: false,
      archived: false,
      visibility: 'immediate',
      visibleFrom: null,
      term,
      expiresOn: null,
      ...changes,
    },
    held,
    today,
  );

describe('a club’s own affiliation', () => {
  it('MEM-6, MEM-19: runs by its term, whatever day the club buys it on', () => {
    expect(judge(season, '2026-11-22')).toEqual({ problem: null, effectiveOn: '2026-09-01', expiresOn: '2027-08-31' });
    expect(judge(year, '2026-11-22')).toEqual({ problem: null, effectiveOn: '2026-11-22', expiresOn: '2027-11-21' });
  });

  it('MEM-13: is held once for a period', () => {
    const held = [{ effectiveOn: '2026-11-22', expiresOn: '2027-11-21' }];
    expect(judge(year, '2027-01-01', held)).toMatchObject({ problem: 'already-held' });
    expect(judge(year, '2027-11-22', held)).toMatchObject({ problem: null });
  });

  it('MEM-13: is bought again in its renewal window, and follows what is held', () => {
    const held = [{ effectiveOn: '2026-11-22', expiresOn: '2027-11-21' }];
    expect(judge(year, '2027-10-22', held)).toEqual({ problem: null, effectiveOn: '2027-11-22', expiresOn: '2028-11-21' });
    expect(judge(year, '2027-10-21', held)).toMatchObject({ problem: 'already-held' });
  });

  it.each<[string, string, object]>([
    ['before its sale starts', '2026-06-30', {}],
    ['once its season is over', '2027-09-01', {}],
    ['once it is archived (MEM-12)', '2026-11-22', { archived: true }],
    ['while it is for staff alone (MEM-7)', '2026-11-22', { visibility: 'unavailable' }],
  ])('is not on sale %s', (_when, today, changes) => {
    expect(judge(season, today, [], changes)).toMatchObject({ problem: 'not-on-sale' });
  });
});
