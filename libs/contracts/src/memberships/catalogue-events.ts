import { IsArray, IsBoolean, IsInt, IsString, IsUUID, Length } from 'class-validator';
import { IsRows, aCount, anId } from '../rows.js';
import type { Uuid } from '../caller.js';

/*
 * What changed in a catalogue or a warehouse, for whoever keeps a copy or a page of it; nobody here depends on it. Versions rise by one
 * with every change, so that an older one can be told from a newer. A listing's name and price are the seller's own: whoever may know
 * them asks for them.
 */

export class OfferCreated {
  static readonly subject = 'memberships.event.offer-created.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const;
  @IsUUID('all') readonly offerId!: string;
  @IsUUID('all') readonly organizationId!: string; // Who designed it.
  @IsInt() readonly version!: number;
  @IsBoolean() readonly resale!: boolean;
  @IsInt() readonly originalMinor!: number;
  @IsString() @Length(3, 3) readonly currency!: string;
}

/** Also archived, or taken back from the archive (MEM-12). */
export class OfferChanged {
  static readonly subject = 'memberships.event.offer-changed.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const;
  @IsUUID('all') readonly offerId!: string;
  @IsUUID('all') readonly organizationId!: string;
  @IsInt() readonly version!: number;
  @IsArray() @IsString({ each: true }) readonly changed!: string[]; // Fields of an offer.
  @IsBoolean() readonly archived!: boolean;
}

/** An offer as a published draft left it. */
export interface RepricedOffer {
  offerId: Uuid;
  version: number;
  originalMinor: number;
}

/** All changes of a draft at once. */
export class CatalogueDraftPublished {
  static readonly subject = 'memberships.event.catalogue-draft-published.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const;
  @IsUUID('all') readonly draftId!: string;
  @IsUUID('all') readonly organizationId!: string;
  @IsRows({ offerId: anId, version: aCount, originalMinor: aCount }, { atMost: 100 }) readonly offers!: RepricedOffer[];
}

/** One or several offers are in a seller's warehouse. */
export class ListingsAdded {
  static readonly subject = 'memberships.event.listings-added.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const;
  @IsUUID('all') readonly organizationId!: string; // The seller.
  @IsRows({ listingId: anId, offerId: anId, version: aCount }, { atMost: 200 })
  readonly listings!: { listingId: Uuid; offerId: Uuid; version: number }[];
}

export class ListingChanged {
  static readonly subject = 'memberships.event.listing-changed.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const;
  @IsUUID('all') readonly listingId!: string;
  @IsUUID('all') readonly offerId!: string;
  @IsUUID('all') readonly organizationId!: string;
  @IsInt() readonly version!: number;
  @IsArray() @IsString({ each: true }) readonly changed!: string[]; // Fields of a listing.
}

/** Somebody is kept out of an organization by hand, or let in again (ID-27). */
export class EntryBlockSet {
  static readonly subject = 'memberships.event.entry-block-set.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsUUID('all') readonly personId!: string;
  @IsBoolean() readonly blocked!: boolean;
}
