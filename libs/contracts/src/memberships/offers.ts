import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { lineKinds, type LineKind } from '../identity/organizations.js';
import { type Check, IsOneShape, IsRows, IsShape, aCount, aDay, aText, anId, listOf, maybe, oneOf } from '../rows.js';

/**
 * MEM-6. Fixed dates: sales start, effective, expiration inclusive. Fixed duration: months, with an optional renewal window. Ongoing:
 * no end; billed monthly, the first period prorated.
 */
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

/** MEM-7. Immediate; scheduled: from a day on; hidden from the store; unavailable: staff only, whoever has it keeps it. */
export const visibilities = ['immediate', 'scheduled', 'hidden', 'unavailable'] as const;
export type Visibility = (typeof visibilities)[number];

/** REP-2. What the membership may be replaced by: nothing, any other of its designer, or those of a list. */
export interface ReplacementRule {
  mode: 'off' | 'enabled' | 'list';
  offerIds: Uuid[]; // Of a list; stored as chosen, whatever prices do later (REP-3).
}

/** REP-3. A list is named, or put together by the helper: all others, none, or all with a strictly greater original price. */
export const replacementSelections = ['all', 'none', 'greater-price'] as const;
export type AskedReplacement =
  { mode: 'off' | 'enabled' } | { mode: 'list'; offerIds: Uuid[] } | { mode: 'list'; select: (typeof replacementSelections)[number] };

export interface OfferRecord {
  id: Uuid;
  federationId: Uuid; // Who designed it: the federation, or a gym or club that sells it itself.
  resale: boolean; // False: sold by its designer alone, at one level.
  names: Record<string, string>; // By language: { en: "Recreational", fr: "Récréatif" }
  originalMinor: number;
  currency: string;
  term: Term;
  expiresOn: LocalDate | null; // Set by the federation: overrides what a file says (IMP-6, MEM-17).
  eligibility: Eligibility;
  quotaPerReseller: number | null;
  priceEditable: boolean; // MEM-5
  ledgerCode: string;
  taxKind: LineKind; // Which of the issuers' taxes apply (BIL-19).
  card: boolean; // MEM-11
  cardPhoto: boolean; // It shows the picture of whoever holds it, if there is one.
  family: boolean; // It belongs to an account, and every member of the account is entitled by it.
  affiliation: boolean; // Held by the club itself, bought on its corporate account (MEM-19).
  visibility: Visibility; // To the clubs that may add it to their warehouse.
  visibleFrom: LocalDate | null;
  replacement: ReplacementRule;
  archived: boolean; // MEM-12
  version: number;
}

const terms: Record<string, Check>[] = [
  { kind: oneOf('fixed-dates'), salesStart: maybe(aDay), effectiveOn: aDay, expiresOn: aDay },
  { kind: oneOf('fixed-duration'), months: aCount, renewalWindowDays: maybe(aCount) },
  { kind: oneOf('ongoing') },
];
const names = { en: maybe(aText(200)), fr: maybe(aText(200)), nl: maybe(aText(200)) };
/** The shapes an AskedReplacement may have. */
export const replacements: Record<string, Check>[] = [
  { mode: oneOf('off', 'enabled') },
  { mode: oneOf('list'), offerIds: listOf(anId, 500) },
  { mode: oneOf('list'), select: oneOf(...replacementSelections) },
];
const eligibility = { minAge: maybe(aCount), maxAge: maybe(aCount), gender: maybe(oneOf('M', 'F')) };

/** A federation's administrator designs an offer (MEM-1); a gym's or club's one that it sells itself. */
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
  @IsOptional() @IsBoolean() readonly resale?: boolean; // A federation's are for resale unless it says otherwise.
  @IsOptional() @IsIn(lineKinds) readonly taxKind?: LineKind;
  @IsOptional() @IsBoolean() readonly card?: boolean;
  @IsOptional() @IsBoolean() readonly cardPhoto?: boolean;
  @IsOptional() @IsBoolean() readonly family?: boolean; // For good: what was sold belongs to whom it was sold.
  @IsOptional() @IsBoolean() readonly affiliation?: boolean; // For good, too; of a federation alone, at one level (MEM-19).
  @IsOptional() @IsIn(visibilities) readonly visibility?: Visibility;
  @IsOptional() @IsString() @MaxLength(10) readonly visibleFrom?: LocalDate | null;
  @IsOptional() @IsOneShape(...replacements) readonly replacement?: AskedReplacement;
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
  @IsOptional() @IsOneShape(...terms) readonly term?: Term;
  @IsOptional() @IsString() @Length(1, 40) readonly ledgerCode?: string;
  @IsOptional() @IsIn(lineKinds) readonly taxKind?: LineKind;
  @IsOptional() @IsBoolean() readonly card?: boolean;
  @IsOptional() @IsBoolean() readonly cardPhoto?: boolean;
  @IsOptional() @IsIn(visibilities) readonly visibility?: Visibility;
  @IsOptional() @IsString() @MaxLength(10) readonly visibleFrom?: LocalDate | null;
  @IsOptional() @IsOneShape(...replacements) readonly replacement?: AskedReplacement;
}

export class GetOffer extends Query<OfferRecord> {
  static readonly subject = 'memberships.query.get-offer.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly offerId!: string;
}

/** What the reader designed, and, for a club, what its federation shows it: neither archived nor hidden, nor before its day. */
export class ListOffers extends Query<Page<OfferRecord>> {
  static readonly subject = 'memberships.query.list-offers.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsBoolean() readonly archived?: boolean;
  @IsOptional() @IsBoolean() readonly resale?: boolean;
}

export interface ListingRecord {
  id: Uuid;
  sellerId: Uuid;
  offerId: Uuid;
  name: string; // The reseller's own name; imports match on it (IMP-5).
  description: string;
  sellingMinor: number | null; // Null: the original price is used (MEM-4).
  currency: string;
  active: boolean;
  visibility: Visibility; // In the reseller's store.
  visibleFrom: LocalDate | null;
  version: number;
}

/** A reseller adds an offer of its federation to its warehouse, or a seller its own (MEM-2, MEM-5). */
export class CreateListing extends Command<ListingRecord> {
  static readonly subject = 'memberships.command.create-listing.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly listingId!: string;
  @IsUUID('all') readonly offerId!: string;
  @IsOptional() @IsString() @Length(1, 200) readonly name?: string; // The offer's name in the club's language when absent.
  @IsOptional() @IsInt() @Min(0) @Max(100_000_000) readonly sellingMinor?: number | null;
  @IsOptional() @IsString() @MaxLength(2000) readonly description?: string;
  @IsOptional() @IsBoolean() readonly active?: boolean;
  @IsOptional() @IsIn(visibilities) readonly visibility?: Visibility;
  @IsOptional() @IsString() @MaxLength(10) readonly visibleFrom?: LocalDate | null;
}

export interface ListingToCreate {
  listingId: Uuid;
  offerId: Uuid;
  name?: string | null;
  sellingMinor?: number | null;
}

/** Adds several offers to a warehouse at once, all or none (MEM-5). One that is there already is answered as it stands. */
export class CreateListings extends Command<{ listings: ListingRecord[] }> {
  static readonly subject = 'memberships.command.create-listings.v1';
  static readonly senders = ['gateway'] as const;
  @IsRows({ listingId: anId, offerId: anId, name: maybe(aText(200)), sellingMinor: maybe(aCount) }, { atMost: 200 })
  readonly listings!: ListingToCreate[];
}

export class ChangeListing extends Command<ListingRecord> {
  static readonly subject = 'memberships.command.change-listing.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly listingId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsString() @Length(1, 200) readonly name?: string;
  @IsOptional() @IsInt() @Min(0) @Max(100_000_000) readonly sellingMinor?: number | null;
  @IsOptional() @IsString() @MaxLength(2000) readonly description?: string;
  @IsOptional() @IsBoolean() readonly active?: boolean;
  @IsOptional() @IsIn(visibilities) readonly visibility?: Visibility;
  @IsOptional() @IsString() @MaxLength(10) readonly visibleFrom?: LocalDate | null;
}

export class GetListing extends Query<ListingRecord> {
  static readonly subject = 'memberships.query.get-listing.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly listingId!: string;
}

/** The acting seller's own warehouse. */
export class ListListings extends Query<Page<ListingRecord>> {
  static readonly subject = 'memberships.query.list-listings.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}
