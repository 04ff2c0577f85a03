import { CurrencyDiffers, PriceFixed } from './offer.errors.js';

/* What a reseller may decide about the price of an offer (MEM-5). */

/** Refuses a price of the reseller's own where the federation forbids one; going back to the original price is always allowed. */
export function checkPrice(asked: number | null | undefined, offer: { readonly priceEditable: boolean }): void {
  if (typeof asked === 'number' && !offer.priceEditable) throw new PriceFixed();
}

export function checkCurrency(reseller: { readonly currency: string }, offer: { readonly currency: string }): void {
  if (reseller.currency !== offer.currency) throw new CurrencyDiffers({ offer: offer.currency, reseller: reseller.currency });
}
