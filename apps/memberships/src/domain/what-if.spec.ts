import { BadOffer, NoSuchTarget } from './offer.errors.js';
import { type CataloguedOffer, drafted, draftedOffers, draftedPaths, outdated, published } from './what-if.js';

const some = (id: string, originalMinor: number, changes: Partial<CataloguedOffer> = {}): CataloguedOffer => ({
  id,
  names: { en: id },
  originalMinor,
  resale: true,
  family: false,
  archived: false,
  term: { kind: 'fixed-duration', months: 12, renewalWindowDays: null },
  rule: { mode: 'off', offerIds: [] },
  version: 1,
  ...changes,
});
const catalogue = (...offers: CataloguedOffer[]) => new Map(offers.map((offer) => [offer.id, offer]));
const offers = catalogue(some('rec', 2500, { rule: { mode: 'list', offerIds: ['comp'] } }), some('comp', 6000), some('elite', 9000));
const living = new Map([['rec', { memberships: 3, originalMinor: 7400 }]]);

describe('a draft of the catalogue', () => {
  it('REP-3: chooses a list among prices as it would have them', () => {
    const asked = [
      { offerId: 'comp', originalMinor: 2000 },
      { offerId: 'rec', replacement: { mode: 'list', select: 'greater-price' } as const },
    ];
    expect(drafted(asked, offers)).toEqual([
      { offerId: 'comp', version: 1, originalMinor: 2000, replacement: null },
      { offerId: 'rec', version: 1, originalMinor: null, replacement: { mode: 'list', offerIds: ['elite'] } },
    ]);
    expect(() => drafted([{ offerId: 'rec', replacement: { mode: 'list', offerIds: ['foreign'] } }], offers)).toThrow(NoSuchTarget);
  });

  it('REP-15: enables nothing for what is ongoing', () => {
    const ongoing = catalogue(some('gym', 900, { term: { kind: 'ongoing' } }));
    expect(() => drafted([{ offerId: 'gym', replacement: { mode: 'enabled' } }], ongoing)).toThrow(BadOffer);
    expect(() => drafted([{ offerId: 'gym', originalMinor: 1000 }], ongoing)).not.toThrow();
  });

  it('says what a price makes of offers, listings and of every open way to it', () => {
    const changes = drafted([{ offerId: 'comp', originalMinor: 6500 }], offers);
    expect(draftedOffers(changes, offers, { listings: new Map([['comp', 4]]), languages: ['en'] })).toEqual([
      {
        offerId: 'comp',
        name: 'comp',
        originalMinorBefore: 6000,
        originalMinorAfter: 6500,
        ruleBefore: { mode: 'off', offerIds: [] },
        ruleAfter: { mode: 'off', offerIds: [] },
        listings: 4,
      },
    ]);
    expect(draftedPaths(changes, offers, living)).toEqual([
      {
        offerId: 'rec',
        targetOfferId: 'comp',
        openBefore: true,
        openAfter: true,
        memberships: 3,
        creditMinor: 7400, // REP-8: of record, whatever the price is now.
        invoiceMinorBefore: 18_000,
        invoiceMinorAfter: 19_500,
      },
    ]);
  });

  it('says which ways a rule opens and blocks', () => {
    const changes = drafted([{ offerId: 'rec', replacement: { mode: 'list', offerIds: ['elite'] } }], offers);
    expect(draftedPaths(changes, offers, living).map((path) => [path.targetOfferId, path.openBefore, path.openAfter])).toEqual([
      ['comp', true, false],
      ['elite', false, true],
    ]);
    expect(draftedOffers(changes, offers, { listings: new Map([['rec', 9]]), languages: [] })[0].listings).toBe(0);
  });

  it('says nothing of what stays as it is', () => {
    expect(draftedPaths(drafted([{ offerId: 'elite', originalMinor: 1 }], offers), offers, living)).toEqual([]);
    expect(draftedPaths(drafted([{ offerId: 'rec', originalMinor: 1 }], offers), offers, living)).toEqual([]);
  });

  it('is outdated once an offer it was made from has changed', () => {
    const changes = drafted([{ offerId: 'rec', originalMinor: 1 }], offers);
    expect(outdated(changes, offers)).toEqual([]);
    expect(outdated(changes, catalogue(some('rec', 2500, { version: 2 })))).toEqual(['rec']);
  });

  it('leaves the rest of the catalogue alone when published', () => {
    const after = published(offers, drafted([{ offerId: 'comp', originalMinor: 1, replacement: { mode: 'enabled' } }], offers));
    expect(after.get('comp')).toMatchObject({ originalMinor: 1, rule: { mode: 'enabled' } });
    expect([after.get('rec'), after.get('elite')]).toEqual([offers.get('rec'), offers.get('elite')]);
  });
});
