import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { sameTerms, termsOf } from './frozen-terms.js';

const listing = {
  id: 'listing',
  name: 'Récréatif A',
  active: true,
  sellingMinor: null,
  offer: {
    id: 'offer',
    term: { kind: 'ongoing' },
    expiresOn: null,
    eligibility: { minAge: null, maxAge: null, gender: null },
    quotaPerReseller: null,
    originalMinor: 2500,
    currency: 'CAD',
    ledgerCode: 'MEMBERSHIPS',
    archived: false,
  },
} as const;

it('MEM-3, MEM-4: terms name both prices, the original one where the reseller set none', () => {
  expect(termsOf(listing, 'Récréatif')).toMatchObject({
    sellingMinor: 2500,
    originalMinor: 2500,
    name: 'Récréatif A',
    offerName: 'Récréatif',
  });
  expect(termsOf({ ...listing, sellingMinor: 4000 }, 'Récréatif')).toMatchObject({ sellingMinor: 4000, originalMinor: 2500 });
});

it.each<Partial<ListingTerms>>([
  { sellingMinor: 2501 },
  { originalMinor: 2499 },
  { name: 'Other' },
  { offerName: 'Other' },
  { currency: 'EUR' },
  { ledgerCode: 'OTHER' },
  { listingId: 'other' },
  { offerId: 'other' },
])('IMP-16: terms that differ in %j are not the ones shown', (change) => {
  const shown = termsOf(listing, 'Récréatif');
  expect(sameTerms(shown, { ...shown })).toBe(true);
  expect(sameTerms(shown, { ...shown, ...change })).toBe(false);
});
