import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { sellingPrice, type StockedOffer } from './listing.js';

/*
 * What a sale costs at both levels (MEM-3, MEM-4). A committed import sells at the terms its preview showed; they are frozen
 * when its first sale is reserved, and a difference until then stops it (IMP-16).
 */

export function termsOf(listing: StockedOffer, offerName: string): ListingTerms {
  const { offer } = listing;
  return {
    listingId: listing.id,
    offerId: offer.id,
    name: listing.name,
    offerName,
    sellingMinor: sellingPrice(listing),
    originalMinor: offer.originalMinor,
    currency: offer.currency,
    ledgerCode: offer.ledgerCode,
  };
}

export const sameTerms = (a: ListingTerms, b: ListingTerms): boolean => fields.every((field) => a[field] === b[field]);

const fields = ['listingId', 'offerId', 'name', 'offerName', 'sellingMinor', 'originalMinor', 'currency', 'ledgerCode'] as const;
