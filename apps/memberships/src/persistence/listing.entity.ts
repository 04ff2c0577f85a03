import { defineEntity, p } from '@mikro-orm/postgresql';
import { visibilities, type ListingRecord } from '#contracts/memberships/offers';
import { Offer } from './offer.entity.js';

const ListingSchema = defineEntity({
  name: 'Listing',
  tableName: 'listings',
  properties: {
    id: p.uuid().primary(),
    sellerId: p.uuid(),
    federationId: p.uuid(),
    offer: () => p.manyToOne(Offer),
    name: p.text(),
    description: p.text(),
    sellingMinor: p.integer().nullable(),
    active: p.boolean(),
    visibility: p.enum(visibilities),
    visibleFrom: p.date().nullable(),
    version: p.integer(),
  },
});

/** An offer in a reseller's warehouse, under the reseller's own name and price (MEM-2). */
export class Listing extends ListingSchema.class {}
ListingSchema.setClass(Listing);

/** The listing as its reseller reads it. Its offer must be loaded: the currency is the federation's. */
export const listingRecord = (listing: Listing): ListingRecord => ({
  id: listing.id,
  sellerId: listing.sellerId,
  offerId: listing.offer.id,
  name: listing.name,
  description: listing.description,
  sellingMinor: listing.sellingMinor ?? null,
  currency: listing.offer.currency,
  active: listing.active,
  visibility: listing.visibility,
  visibleFrom: listing.visibleFrom ?? null,
  version: listing.version,
});
