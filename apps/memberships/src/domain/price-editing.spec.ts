import { CurrencyDiffers, PriceFixed } from './offer.errors.js';
import { checkCurrency, checkPrice } from './price-editing.js';

describe('MEM-5: a price of the reseller’s own', () => {
  it('is allowed where the federation allows price editing', () => expect(() => checkPrice(4000, { priceEditable: true })).not.toThrow());
  it('is refused where the federation forbids it', () => expect(() => checkPrice(4000, { priceEditable: false })).toThrow(PriceFixed));
  it('is refused even when it is nothing', () => expect(() => checkPrice(0, { priceEditable: false })).toThrow(PriceFixed));
  it.each([null, undefined])('going back to the original price is always allowed (%p)', (asked) =>
    expect(() => checkPrice(asked, { priceEditable: false })).not.toThrow(),
  );
});

it('a reseller sells in its own currency only', () => {
  expect(() => checkCurrency({ currency: 'CAD' }, { currency: 'CAD' })).not.toThrow();
  expect(() => checkCurrency({ currency: 'EUR' }, { currency: 'CAD' })).toThrow(CurrencyDiffers);
});
