import type { LocalDate } from '#kernel/dates';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { sellable, sellingPrice, type StockedOffer } from './listing.js';
import { nameIn } from './offer.js';

/*
 * What a sale costs at both levels (MEM-3, MEM-4). A committed import sells at the terms its preview showed; they are frozen
 * when its first sale is reserved, and a difference until then stops it (IMP-16).
 */

/** The terms of a listing as it stands. The offer's name on the corporate invoice is in the federation's language. */
export function termsOf({ offer, ...listing }: StockedOffer, federationLanguages: readonly string[]): ListingTerms {
  return {
    listingId: listing.id,
    offerId: offer.id,
    name: listing.name,
    offerName: nameIn(offer.names, federationLanguages),
    sellingMinor: sellingPrice({ ...listing, offer }),
    originalMinor: offer.originalMinor,
    currency: offer.currency,
    ledgerCode: offer.ledgerCode,
    ...(offer.taxKind !== 'membership' && { taxKind: offer.taxKind }),
  };
}

/** The terms as they are, when they are not the ones shown, or when what was shown is no longer sold. */
export function changeSince(
  shown: ListingTerms,
  now: {
    readonly frozen?: ListingTerms;
    readonly listing?: StockedOffer;
    readonly today: LocalDate;
    readonly languages: readonly string[];
  },
): ListingTerms | undefined {
  const { frozen, listing, today, languages } = now;
  if (frozen) return sameTerms(frozen, shown) ? undefined : frozen;
  if (!listing) return shown;
  const current = termsOf(listing, languages);
  return sellable(listing, today) && sameTerms(current, shown) ? undefined : current;
}

const sameTerms = (a: ListingTerms, b: ListingTerms): boolean =>
  fields.every((field) => a[field] === b[field]) && taxKindOf(a) === taxKindOf(b);
const taxKindOf = ({ taxKind }: ListingTerms): string => taxKind ?? 'membership';

const fields = ['listingId', 'offerId', 'name', 'offerName', 'sellingMinor', 'originalMinor', 'currency', 'ledgerCode'] as const;
