import type { Term } from '#contracts/memberships/offers';
import type { Holding } from './holding.js';
import { type AskedSale, type Sale, judgeSale } from './judge-sale.js';
import type { SellableOffer } from './listing.js';
import { Standing } from './standing.js';

const today = '2026-11-22';
const season: Term = { kind: 'fixed-dates', salesStart: null, effectiveOn: '2026-09-01', expiresOn: '2027-06-30' };
const year: Term = { kind: 'fixed-duration', months: 12, renewalWindowDays: 30 };

const offer = (changes: Partial<SellableOffer> = {}): SellableOffer => ({
  id: 'recreational',
  names: { fr: 'Récréatif' },
  term: season,
  expiresOn: null,
  eligibility: { minAge: null, maxAge: null, gender: null },
  quotaPerReseller: null,
  originalMinor: 2500,
  currency: 'CAD',
  ledgerCode: 'MEMBERSHIPS',
  taxKind: 'membership',
  family: false,
  archived: false,
  ...changes,
});
const lea: AskedSale = { personId: 'lea', gender: 'F', birthDate: '2016-05-04', expiresOn: null };
const held = (changes: Partial<Holding> = {}): Holding => ({
  personId: 'lea',
  offerId: 'recreational',
  sellerId: 'club-a',
  effectiveOn: '2026-09-01',
  expiresOn: '2027-06-30',
  ...changes,
});
const at = (holdings: Holding[] = [], taken = 0): Sale => ({
  sellerId: 'club-a',
  today,
  standing: new Standing({ holdings, taken: new Map([['recreational', taken]]) }),
  mustExpire: true,
});

describe('a sale judged', () => {
  it('MEM-6: takes the period of its term', () =>
    expect(judgeSale(lea, offer(), at())).toEqual({ problem: null, effectiveOn: '2026-09-01', expiresOn: '2027-06-30' }));

  it('MEM-13: is already held by whoever has it with the same expiration', () =>
    expect(judgeSale(lea, offer(), at([held()]))).toEqual({
      problem: 'already-held',
      facts: { through: 'own-club', heldUntil: '2027-06-30' },
    }));

  it('MEM-14: is already held when another club sold it, without saying more', () =>
    expect(judgeSale(lea, offer(), at([held({ sellerId: 'club-b' })]))).toEqual({
      problem: 'already-held',
      facts: { through: 'another-club' },
    }));

  it('MEM-13: is not hindered by another membership, another person or another season', () => {
    const others = [
      held({ offerId: 'competitive' }),
      held({ personId: 'max' }),
      held({ effectiveOn: '2025-09-01', expiresOn: '2026-06-30' }),
    ];
    expect(judgeSale(lea, offer(), at(others)).problem).toBeNull();
  });

  it('MEM-13: holds nothing against somebody new', () =>
    expect(judgeSale({ ...lea, personId: null }, offer(), at([held()])).problem).toBeNull());

  it('MEM-10: is refused to whoever is not eligible at the effective date', () =>
    expect(judgeSale(lea, offer({ eligibility: { minAge: 11, maxAge: null, gender: null } }), at())).toEqual({
      problem: 'not-eligible',
      facts: { age: 10, minAge: 11, effectiveOn: '2026-09-01' },
    }));

  it('MEM-10: counts the age at the start of the renewed period', () => {
    const grown = { ...lea, birthDate: '2008-12-02' };
    const holdings = [held({ effectiveOn: '2025-12-10', expiresOn: '2026-12-09' })];
    const adults = offer({ term: year, eligibility: { minAge: 18, maxAge: null, gender: null } });
    expect(judgeSale(grown, adults, at(holdings)).problem).toBeNull();
    expect(judgeSale(grown, adults, at()).problem).toBe('not-eligible');
  });

  it('MEM-10: is refused once the reseller’s quota is taken', () => {
    expect(judgeSale(lea, offer({ quotaPerReseller: 5 }), at([], 4)).problem).toBeNull();
    expect(judgeSale(lea, offer({ quotaPerReseller: 5 }), at([], 5))).toEqual({ problem: 'quota-exceeded', facts: { quota: 5, taken: 5 } });
  });

  it('IMP-11: is skipped when held, whatever else could be said about it', () => {
    const strict = offer({ quotaPerReseller: 1, eligibility: { minAge: 99, maxAge: null, gender: 'M' } });
    expect(judgeSale(lea, strict, at([held()], 1)).problem).toBe('already-held');
  });
});

describe('IMP-6: the expiration of an imported membership', () => {
  it('is an error when neither the federation, the file nor the term gives one', () =>
    expect(judgeSale(lea, offer({ term: { kind: 'ongoing' } }), at()).problem).toBe('missing-expiration'));

  it('may stay open in a sale that is not an import', () =>
    expect(judgeSale(lea, offer({ term: { kind: 'ongoing' } }), { ...at(), mustExpire: false })).toEqual({
      problem: null,
      effectiveOn: today,
      expiresOn: null,
    }));

  it('is never before the membership starts', () =>
    expect(judgeSale({ ...lea, expiresOn: '2026-11-21' }, offer({ term: year }), at()).problem).toBe('missing-expiration'));

  it('may be the day it starts', () =>
    expect(judgeSale({ ...lea, expiresOn: today }, offer({ term: year }), at())).toEqual({
      problem: null,
      effectiveOn: today,
      expiresOn: today,
    }));

  it('of a renewal has to lie beyond the period it renews', () => {
    const holdings = [held({ effectiveOn: '2025-12-01', expiresOn: '2026-11-30' })];
    expect(judgeSale({ ...lea, expiresOn: '2026-11-28' }, offer({ term: year }), at(holdings))).toMatchObject({
      problem: 'already-held',
      facts: { heldUntil: '2026-11-30' },
    });
    expect(judgeSale({ ...lea, expiresOn: '2027-08-31' }, offer({ term: year }), at(holdings))).toEqual({
      problem: null,
      effectiveOn: '2026-12-01',
      expiresOn: '2027-08-31',
    });
  });
});

describe('MEM-13: buying a duration membership again', () => {
  const holdings = [held({ effectiveOn: '2025-12-01', expiresOn: '2026-11-30' })];

  it('starts the day after the old period, once the renewal window is open', () =>
    expect(judgeSale(lea, offer({ term: year }), at(holdings))).toEqual({
      problem: null,
      effectiveOn: '2026-12-01',
      expiresOn: '2027-11-30',
    }));

  it('is refused while the window is closed', () => {
    const narrow = offer({ term: { ...year, renewalWindowDays: 7 } });
    expect(judgeSale(lea, narrow, at(holdings)).problem).toBe('already-held');
  });

  it('is a new purchase once the old one is over', () => {
    const over = [held({ effectiveOn: '2025-11-01', expiresOn: '2026-10-31' })];
    expect(judgeSale(lea, offer({ term: year }), at(over))).toMatchObject({ problem: null, effectiveOn: today });
  });
});
