import { defaultTaxes, faultsOf, faultsOfNetwork } from './organization.js';

const good = { currency: 'CAD', timeZone: 'America/Toronto', languages: ['fr', 'en'], taxes: [{ code: 'GST', ratePpm: 50_000 }] };

describe('the settings of an organization', () => {
  it('BIL-20: Quebec collects GST 5 % and QST 9.975 %, others what they say', () => {
    expect(defaultTaxes('CA', 'QC')).toEqual([
      { code: 'GST', ratePpm: 50_000 },
      { code: 'QST', ratePpm: 99_750 },
    ]);
    expect(defaultTaxes('CA', 'ON')).toEqual([]);
    expect(defaultTaxes('DE', null)).toEqual([]);
  });

  it('accepts what the world knows', () => expect(faultsOf(good)).toEqual([]));

  it.each([
    ['a currency nobody has', { currency: 'XQZ' }, 'identity.unknown-currency', '/currency'],
    ['a time zone nobody has', { timeZone: 'America/Atlantis' }, 'identity.unknown-time-zone', '/timeZone'],
    ['an offset for a time zone', { timeZone: '+02:00' }, 'identity.unknown-time-zone', '/timeZone'],
    ['no language', { languages: [] }, 'identity.language-missing', '/languages'],
    ['a language twice', { languages: ['fr', 'fr'] }, 'identity.language-repeated', '/languages'],
    ['a negative tax', { taxes: [{ code: 'GST', ratePpm: -1 }] }, 'identity.bad-tax-rate', '/taxes/0/ratePpm'],
    ['a tax above the price', { taxes: [{ code: 'GST', ratePpm: 1_000_001 }] }, 'identity.bad-tax-rate', '/taxes/0/ratePpm'],
    ['a tax without a code', { taxes: [{ code: ' ', ratePpm: 1 }] }, 'identity.tax-code-missing', '/taxes/0/code'],
    ['a tax twice', { taxes: [...good.taxes, ...good.taxes] }, 'identity.tax-repeated', '/taxes/1/code'],
  ])('refuses %s', (_, change, code, pointer) => {
    expect(faultsOf({ ...good, ...change })).toEqual([expect.objectContaining({ code, pointer })]);
  });

  it('lists every fault at once', () => {
    expect(faultsOf({ currency: 'XQZ', timeZone: 'nowhere', languages: [], taxes: [] })).toHaveLength(3);
  });
});

describe('the network of an organization', () => {
  it.each([
    ['federation', 'itself', []],
    ['federation', 'other', ['identity.wrong-federation']],
    ['club', 'other', []],
    ['club', null, ['identity.wrong-federation']],
    ['gym', null, []],
    ['gym', 'other', ['identity.wrong-federation']],
    ['dealership', 'other', ['identity.wrong-federation']],
  ] as const)('a %s with federation %s', (kind, federation, codes) => {
    expect(faultsOfNetwork(kind, 'itself', federation).map(({ code }) => code)).toEqual(codes);
  });
});
