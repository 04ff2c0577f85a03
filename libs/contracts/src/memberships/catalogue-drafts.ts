import { Command, Query } from '@nestjs/cqrs';
import { ArrayMinSize, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { type Check, IsRows, aCount, anId, maybe, shape } from '../rows.js';
import { replacements, type AskedReplacement, type ReplacementRule } from './offers.js';

/** What a draft would change of an offer. */
export interface AskedChange {
  offerId: Uuid;
  originalMinor?: number | null;
  replacement?: AskedReplacement | null;
}

/** The change as the draft keeps it: a list put together by the helper is the list it made (REP-3), with the draft's prices. */
export interface DraftedChange {
  offerId: Uuid;
  version: number; // Of the offer the draft was made from.
  originalMinor: number | null;
  replacement: ReplacementRule | null;
}

export const draftStates = ['open', 'published', 'discarded'] as const;
export type DraftState = (typeof draftStates)[number];

export interface CatalogueDraftRecord {
  id: Uuid;
  state: DraftState;
  changes: DraftedChange[];
  createdAt: string;
}

export interface DraftedOffer {
  offerId: Uuid;
  name: string;
  originalMinorBefore: number;
  originalMinorAfter: number;
  ruleBefore: ReplacementRule;
  ruleAfter: ReplacementRule;
  listings: number; // Whose original price changes.
}

/** A way from one membership to another that the draft opens, blocks, or makes dearer or cheaper. */
export interface DraftedPath {
  offerId: Uuid;
  targetOfferId: Uuid;
  openBefore: boolean;
  openAfter: boolean;
  /** If every living membership went this way today, at the federation's level and before taxes (REP-8). */
  memberships: number;
  creditMinor: number; // At prices of record.
  invoiceMinorBefore: number;
  invoiceMinorAfter: number;
}

/** What publishing would change, computed from what is so now. */
export interface DraftEffects {
  currency: string;
  outdated: Uuid[]; // Offers that have changed since the draft was made: it cannot be published.
  offers: DraftedOffer[];
  paths: DraftedPath[];
}

/** A listing whose original price changes. The club's own selling price is its own affair; whether it has one shows (MEM-4). */
export interface DraftedListing {
  listingId: Uuid;
  sellerId: Uuid;
  offerId: Uuid;
  active: boolean;
  sellsAtOriginal: boolean; // Then its selling price changes with it.
  originalMinorBefore: number;
  originalMinorAfter: number;
  currency: string;
}

const rule: Check = (value) => replacements.some((checks) => shape(checks)(value));

/** Drafts changes of prices and replacement rules, to see what they would do. Nothing is sold differently before it is published. */
export class CreateCatalogueDraft extends Command<CatalogueDraftRecord> {
  static readonly subject = 'memberships.command.create-catalogue-draft.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly draftId!: string;
  @ArrayMinSize(1)
  @IsRows({ offerId: anId, originalMinor: maybe(aCount), replacement: maybe(rule) }, { atMost: 100 })
  readonly changes!: AskedChange[];
}

export class GetCatalogueDraft extends Query<{ draft: CatalogueDraftRecord; effects: DraftEffects }> {
  static readonly subject = 'memberships.query.get-catalogue-draft.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly draftId!: string;
}

/** The acting designer's drafts, oldest first. */
export class ListCatalogueDrafts extends Query<Page<CatalogueDraftRecord>> {
  static readonly subject = 'memberships.query.list-catalogue-drafts.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

export class ListDraftedListings extends Query<Page<DraftedListing>> {
  static readonly subject = 'memberships.query.list-drafted-listings.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly draftId!: string;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

/** All changes of a draft at once, or none. Refused when an offer has changed since. */
export class PublishCatalogueDraft extends Command<CatalogueDraftRecord> {
  static readonly subject = 'memberships.command.publish-catalogue-draft.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly draftId!: string;
}

export class DiscardCatalogueDraft extends Command<CatalogueDraftRecord> {
  static readonly subject = 'memberships.command.discard-catalogue-draft.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly draftId!: string;
}
