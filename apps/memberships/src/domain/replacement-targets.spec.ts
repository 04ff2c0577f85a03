import type { MembershipStatus } from '#contracts/memberships/memberships.query';
import type { Term } from '#contracts/memberships/offers';
import type { SellableOffer } from './listing.js';
import { type Candidate, isKnown, judgeTarget, sourceBar, type Replaced } from './replacement-targets.js';
import { Standing } from './standing.js';

const today = '2026-10-15';
const season: Term = { kind: 'fixed-dates', salesStart: null, effectiveOn: '2026-09-01', expiresOn: '2027-06-30' };
const offer = (changes: Partial<SellableOffer> = {}): SellableOffer => ({
  id: 'competitive',
  names: { fr: 'Compétitif' },
  term: season,
  expiresOn: null,
  eligibility: { minAge: null, maxAge: null, gender: null },
  quotaPerReseller: null,
  originalMinor: 6500,
  currency: 'CAD',
  ledgerCode: 'MEMBERSHIPS',
  taxKind: 'membership',
  family: false,
  archived: false,
  ...changes,
});
const listing = { id: 'listing', name: 'Compétitif', active: true, sellingMinor: 9000 };
const target = (changes: Partial<Candidate> = {}): Candidate => ({
  offer: offer(),
  listing,
  visibility: 'immediate',
  visibleFrom: null,
  ...changes,
});
const source = (changes: Partial<Replaced> = {}): Replaced => ({
  offerId: 'recreational',
  status: 'active',
  term: season,
  rule: { mode: 'enabled', offerIds: [] },
  ...changes,
});
const lea = { personId: 'lea', gender: 'F', birthDate: '2012-05-06' } as const;
const empty = new Standing({ holdings: [] });
const judge = (candidate: Candidate, replaced = source(), standing = empty) =>
  judgeTarget(candidate, replaced, lea, { sellerId: 'club', today, standing });

describe('a target of a replacement', () => {
  it('REP-11: takes its own term from the day of replacement', () => {
    expect(judge(target())).toEqual({ barredBy: null, effectiveOn: '2026-09-01', expiresOn: '2027-06-30' });
    const year = offer({ term: { kind: 'fixed-duration', months: 12, renewalWindowDays: null } });
    expect(judge(target({ offer: year }))).toEqual({ barredBy: null, effectiveOn: today, expiresOn: '2027-10-14' });
  });

  it.each<[MembershipStatus, string | null]>([
    ['pending', null],
    ['active', null],
    ['expired', 'expired'],
    ['cancelled', 'ended'],
    ['replaced', 'ended'],
  ])('REP-12: takes the place of what lives: %s is barred by %s', (status, bar) => {
    expect(sourceBar(source({ status }))).toBe(bar);
    expect(judge(target(), source({ status })).barredBy).toBe(bar);
  });

  it('REP-2: is another one: nothing takes the place of itself, though its holder may buy it again', () => {
    expect(judge(target(), source({ offerId: 'competitive' })).barredBy).toBe('not-on-list');
  });

  it('REP-15: takes the place of nothing that is ongoing', () =>
    expect(judge(target(), source({ term: { kind: 'ongoing' } })).barredBy).toBe('ongoing'));

  it('REP-2, REP-5: is what the rule of the replaced membership lets in', () => {
    expect(judge(target(), source({ rule: { mode: 'off', offerIds: [] } })).barredBy).toBe('replacement-off');
    expect(judge(target(), source({ rule: { mode: 'list', offerIds: ['other'] } })).barredBy).toBe('not-on-list');
    expect(judge(target(), source({ rule: { mode: 'list', offerIds: ['competitive'] } })).barredBy).toBeNull();
  });

  it('REP-4: is active in the warehouse and on sale', () => {
    expect(judge(target({ listing: null })).barredBy).toBe('not-in-warehouse');
    expect(judge(target({ listing: { ...listing, active: false } })).barredBy).toBe('inactive');
    expect(judge(target({ offer: offer({ archived: true }) })).barredBy).toBe('not-on-sale');
    expect(judge(target({ offer: offer({ term: { ...season, salesStart: '2026-11-01' } }) })).barredBy).toBe('not-on-sale');
  });

  it('REP-4: is not held, not even where it could be renewed', () => {
    const months = { kind: 'fixed-duration', months: 12, renewalWindowDays: 30 } as const;
    const held = { personId: 'lea', offerId: 'competitive', sellerId: 'other', effectiveOn: '2025-11-01', expiresOn: '2026-10-31' };
    const standing = new Standing({ holdings: [held] });
    expect(judge(target({ offer: offer({ term: months }) }), source(), standing)).toEqual({
      barredBy: 'already-held',
      facts: { through: 'another-club' },
    });
  });

  it('REP-4, MEM-10: fits the person and the quota, by the rules of a sale', () => {
    const grownUps = offer({ eligibility: { minAge: 18, maxAge: null, gender: null } });
    expect(judge(target({ offer: grownUps }))).toMatchObject({ barredBy: 'not-eligible', facts: { age: 14, minAge: 18 } });
    const full = new Standing({ holdings: [], taken: new Map([['competitive', 3]]) });
    expect(judge(target({ offer: offer({ quotaPerReseller: 3 }) }), source(), full)).toMatchObject({ barredBy: 'quota-exceeded' });
  });

  it('MEM-10: fits nobody of whom what it asks is unknown', () => {
    const unknown = { personId: 'lea', gender: null, birthDate: null };
    const fits = (eligibility: SellableOffer['eligibility']) =>
      judgeTarget(target({ offer: offer({ eligibility }) }), source(), unknown, { sellerId: 'club', today, standing: empty }).barredBy;
    expect(fits({ minAge: null, maxAge: null, gender: null })).toBeNull();
    expect(fits({ minAge: 5, maxAge: null, gender: null })).toBe('not-eligible');
    expect(fits({ minAge: null, maxAge: 99, gender: null })).toBe('not-eligible');
    expect(fits({ minAge: null, maxAge: null, gender: 'F' })).toBe('not-eligible');
  });

  it('is shown when the seller knows of it', () => {
    const unlisted = target({ listing: null });
    expect(isKnown(unlisted, today)).toBe(true);
    expect(isKnown({ ...unlisted, visibility: 'hidden' }, today)).toBe(false);
    expect(isKnown({ ...unlisted, visibility: 'scheduled', visibleFrom: '2026-12-01' }, today)).toBe(false);
    expect(isKnown({ ...unlisted, offer: offer({ archived: true }) }, today)).toBe(false);
    expect(isKnown(target({ visibility: 'unavailable' }), today)).toBe(true);
  });
});
