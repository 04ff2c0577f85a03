import { sellable, sellingPrice, Warehouse, type SellableOffer, type StockedOffer } from './listing.js';

const offer: SellableOffer = {
  id: 'offer',
  names: { fr: 'Récréatif' },
  term: { kind: 'fixed-dates', salesStart: '2026-08-01', effectiveOn: '2026-09-01', expiresOn: '2027-06-30' },
  expiresOn: null,
  eligibility: { minAge: null, maxAge: null, gender: null },
  quotaPerReseller: null,
  originalMinor: 2500,
  currency: 'CAD',
  ledgerCode: 'MEMBERSHIPS',
  taxKind: 'membership',
  family: false,
  archived: false,
};
const listing = (changes: Partial<StockedOffer> = {}): StockedOffer => ({
  id: 'listing',
  name: 'Récréatif',
  active: true,
  sellingMinor: 4000,
  offer,
  ...changes,
});
const today = '2026-11-22';
const find = (name: string, ...stock: StockedOffer[]) => new Warehouse(stock, today).find(name);

describe('IMP-5: the reseller’s own name for a membership', () => {
  it.each(['Récréatif', '  RECREATIF ', 'recréatif'])('finds %p', (name) => expect(find(name, listing()).listing?.id).toBe('listing'));
  it('does not find a part of a name', () => expect(find('Récré', listing()).problem).toBe('unknown-membership'));
  it('does not know the federation’s name for it', () => expect(find('Recreational', listing()).problem).toBe('unknown-membership'));
  it('refuses a name two memberships have', () =>
    expect(find('récréatif', listing(), listing({ id: 'other', name: 'Recreatif' })).problem).toBe('ambiguous-membership'));
  it('lets an inactive namesake not stand in the way', () =>
    expect(find('Récréatif', listing({ id: 'old', active: false }), listing()).listing?.id).toBe('listing'));
  it('has one wording for unknown and unsellable', () =>
    expect(find('Récréatif', listing({ active: false }))).toEqual(find('Never heard of', listing())));
  it('is not fooled by names that objects inherit', () => expect(find('constructor', listing()).problem).toBe('unknown-membership'));
});

describe('what may be sold today', () => {
  it.each([
    ['an active listing on sale', listing(), true],
    ['MEM-2: not an inactive one', listing({ active: false }), false],
    ['MEM-12: not one of an archived offer', listing({ offer: { ...offer, archived: true } }), false],
    ['MEM-6: not before its sale starts', listing({ offer: { ...offer, term: { ...term(), salesStart: '2026-11-23' } } }), false],
    ['MEM-6: on the day its sale starts', listing({ offer: { ...offer, term: { ...term(), salesStart: today } } }), true],
    ['not one whose season is over', listing({ offer: { ...offer, term: { ...term(), expiresOn: '2026-11-21' } } }), false],
    ['on its last day', listing({ offer: { ...offer, term: { ...term(), expiresOn: today } } }), true],
    ['MEM-17: not after the federation’s own expiration', listing({ offer: { ...offer, expiresOn: '2026-11-21' } }), false],
  ])('%s', (_, stocked, sold) => expect(sellable(stocked, today)).toBe(sold));

  function term() {
    return { kind: 'fixed-dates' as const, salesStart: null, effectiveOn: '2026-09-01', expiresOn: '2027-06-30' };
  }
});

describe('MEM-4: the selling price', () => {
  it('is the reseller’s own', () => expect(sellingPrice(listing())).toBe(4000));
  it('is the original price when the reseller set none', () => expect(sellingPrice(listing({ sellingMinor: null }))).toBe(2500));
  it('may be nothing at all', () => expect(sellingPrice(listing({ sellingMinor: 0 }))).toBe(0));
});
