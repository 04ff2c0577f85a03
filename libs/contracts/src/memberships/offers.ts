import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { type Check, IsOneShape, IsShape, aCount, aDay, aText, maybe, oneOf } from '../rows.js';

/** MEM-6. Fixed dates: sales start, effective, expiration inclusive. Fixed duration: months. Ongoing: no end; billed monthly. */
export type Term =
  | { kind: 'fixed-dates'; salesStart: LocalDate | null; effectiveOn: LocalDate; expiresOn: LocalDate }
  | { kind: 'fixed-duration'; months: number; renewalWindowDays: number | null }
  | { kind: 'ongoing' };

/** MEM-10. Ages are completed years at the effective date; gender M or F, null for anyone. */
export interface Eligibility {
  minAge: number | null;
  maxAge: number | null;
  gender: 'M' | 'F' | null;
}

export interface OfferRecord {
  id: Uuid;
  federationId: Uuid;
  names: Record<string, string>; // By language: { en: "Recreational", fr: "Récréatif" }
  originalMinor: number;
  currency: string;
  term: Term;
  expiresOn: LocalDate | null; // Set by the federation: overrides what a file says (IMP-6, MEM-17).
  eligibility: Eligibility;
  quotaPerReseller: number | null;
  priceEditable: boolean; // MEM-5
  ledgerCode: string;
  archived: boolean; // MEM-12
  version: number;
}

const terms: Record<string, Check>[] = [
  { kind: oneOf('fixed-dates'), salesStart: maybe(aDay), effectiveOn: aDay, expiresOn: aDay },
  { kind: oneOf('fixed-duration'), months: aCount, renewalWindowDays: maybe(aCount) },
  { kind: oneOf('ongoing') },
];
const names = { en: maybe(aText(200)), fr: maybe(aText(200)), nl: maybe(aText(200)) };
const eligibility = { minAge: maybe(aCount), maxAge: maybe(aCount), gender: maybe(oneOf('M', 'F')) };

/** A federation's administrator designs an offer (MEM-1). */
export class CreateOffer extends Command<OfferRecord> {
  static readonly subject = 'memberships.command.create-offer.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly offerId!: string;
  @IsShape(names) readonly names!: Record<string, string>;
  @IsInt() @Min(0) @Max(100_000_000) readonly originalMinor!: number;
  @IsOneShape(...terms) readonly term!: Term;
  @IsOptional() @IsString() @MaxLength(10) readonly expiresOn?: LocalDate | null;
  @IsOptional() @IsShape(eligibility) readonly eligibility?: Eligibility;
  @IsOptional() @IsInt() @Min(1) readonly quotaPerReseller?: number | null;
  @IsOptional() @IsBoolean() readonly priceEditable?: boolean;
  @IsOptional() @IsString() @Length(1, 40) readonly ledgerCode?: string;
}

/** Changes an offer; sold memberships and issued invoices keep what they were sold at. */
export class ChangeOffer extends Command<OfferRecord> {
  static readonly subject = 'memberships.command.change-offer.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly offerId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsShape(names) readonly names?: Record<string, string>;
  @IsOptional() @IsInt() @Min(0) @Max(100_000_000) readonly originalMinor?: number;
  @IsOptional() @IsString() @MaxLength(10) readonly expiresOn?: LocalDate | null;
  @IsOptional() @IsShape(eligibility) readonly eligibility?: Eligibility;
  @IsOptional() @IsInt() @Min(1) readonly quotaPerReseller?: number | null;
  @IsOptional() @IsBoolean() readonly priceEditable?: boolean;
  @IsOptional() @IsBoolean() readonly archived?: boolean;
}

export class GetOffer extends Query<OfferRecord> {
  static readonly subject = 'memberships.query.get-offer.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly offerId!: string;
}

/** The federation sees its offers; a club those of its federation that are not archived. */
export class ListOffers extends Query<Page<OfferRecord>> {
  static readonly subject = 'memberships.query.list-offers.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

export const visibilities = ['immediate', 'scheduled', 'hidden', 'unavailable'] as const;
export type Visibility = (typeof visibilities)[number];

export interface ListingRecord {
  id: Uuid;
  sellerId: Uuid;
  offerId: Uuid;
  name: string; // The reseller's own name; imports match on it (IMP-5).
  sellingMinor: number | null; // Null: the original price is used (MEM-4).
  currency: string;
  active: boolean;
  visibility: Visibility;
  version: number;
}

/** A reseller adds an offer of its federation to its warehouse (MEM-2, MEM-5). */
export class CreateListing extends Command<ListingRecord> {
  static readonly subject = 'memberships.command.create-listing.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly listingId!: string;
  @IsUUID('all') readonly offerId!: string;
  @IsOptional() @IsString() @Length(1, 200) readonly name?: string; // The offer's name in the club's language when absent.
  @IsOptional() @IsInt() @Min(0) @Max(100_000_000) readonly sellingMinor?: number | null;
  @IsOptional() @IsBoolean() readonly active?: boolean;
  @IsOptional() @IsIn(visibilities) readonly visibility?: Visibility;
}

export class ChangeListing extends Command<ListingRecord> {
  static readonly subject = 'memberships.command.change-listing.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly listingId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsString() @Length(1, 200) readonly name?: string;
  @IsOptional() @IsInt() @Min(0) @Max(100_000_000) readonly sellingMinor?: number | null;
  @IsOptional() @IsBoolean() readonly active?: boolean;
  @IsOptional() @IsIn(visibilities) readonly visibility?: Visibility;
}

export class GetListing extends Query<ListingRecord> {
  static readonly subject = 'memberships.query.get-listing.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly listingId!: string;
}

/** The acting reseller's own warehouse. */
export class ListListings extends Query<Page<ListingRecord>> {
  static readonly subject = 'memberships.query.list-listings.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}
