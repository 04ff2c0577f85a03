import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { changeSince, termsOf } from './frozen-terms.js';
import type { StockedOffer } from './listing.js';

const listing: StockedOffer = {
  id: 'listing',
  name: 'Récréatif A',
  active: true,
  sellingMinor: null,
  offer: {
    id: 'offer',
    names: { en: 'Recreational', fr: 'Récréatif' },
    term: { kind: 'ongoing' },
    expiresOn: null,
    eligibility: { minAge: null, maxAge: null, gender: null },
    quotaPerReseller: null,
    originalMinor: 2500,
    currency: 'CAD',
    ledgerCode: 'MEMBERSHIPS',
    taxKind: 'membership',
    family: false,
    archived: false,
  },
};
const now = { today: '2026-11-22', languages: ['fr', 'en'] };
const shown = termsOf(listing, now.languages);

it('MEM-3, MEM-4: terms name both prices, the original one where the reseller set none', () => {
  expect(shown).toMatchObject({ sellingMinor: 2500, originalMinor: 2500, name: 'Récréatif A', offerName: 'Récréatif' });
  expect(termsOf({ ...listing, sellingMinor: 4000 }, ['en'])).toMatchObject({
    sellingMinor: 4000,
    originalMinor: 2500,
    offerName: 'Recreational',
  });
});

describe('IMP-16: what a preview showed', () => {
  it('stands while nothing changes', () => expect(changeSince(shown, { ...now, listing })).toBeUndefined());

  it.each<Partial<ListingTerms>>([
    { sellingMinor: 2501 },
    { originalMinor: 2499 },
    { name: 'Other' },
    { offerName: 'Other' },
    { currency: 'EUR' },
    { ledgerCode: 'OTHER' },
    { listingId: 'other' },
    { offerId: 'other' },
  ])('has changed when it differs in %j', (change) => expect(changeSince({ ...shown, ...change }, { ...now, listing })).toEqual(shown));

  it('has changed when it is no longer on sale', () => {
    expect(changeSince(shown, { ...now, listing: { ...listing, active: false } })).toEqual(shown);
    expect(changeSince(shown, now)).toEqual(shown);
  });

  it('stands once it is frozen, whatever becomes of the listing', () => {
    const dearer = { ...listing, sellingMinor: 9900, active: false };
    expect(changeSince(shown, { ...now, frozen: shown, listing: dearer })).toBeUndefined();
  });

  it('has changed when something else was frozen', () => {
    const frozen = { ...shown, sellingMinor: 1 };
    expect(changeSince(shown, { ...now, frozen, listing })).toEqual(frozen);
  });
});
