import { Command, Query } from '@nestjs/cqrs';
import { IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { listingTermsChecks, type ListingTerms } from '../memberships/assess-sales.query.js';
import { type Check, IsRows, aDay, aFlag, aWhole, anId, fits, listOf, maybe, shape } from '../rows.js';
import { creditAskChecks, extraLineChecks, type CreditAsk, type DocumentRef, type ExtraLine } from './credits.js';
import { AreHashes, type BillingSummary } from './billing-summary.js';
import type { PlannedBilling } from './planned-billing.js';

/*
 * What a sale, its credit and its replacement are to the books: documents at both levels or none, in one transaction. A `federationId`
 * of null is a sale of the organization's own, at one level. Each item is an operation of its own under an id of the sender's, so that
 * sending twice is harmless; `previewHash` is that of the preview somebody confirmed, and any difference since refuses the whole.
 * A part of a batch order is confirmed item by item: `hashes` in the order of the items, and a refusal names those that differ.
 */

/** A sale to bill. The sale is its own operation: one invoice a level, ever. */
export interface SaleToBill {
  saleId: Uuid;
  accountId: Uuid;
  personId: Uuid | null; // Null: of the whole family.
  terms: number; // Index into `terms`.
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
  extras?: ExtraLine[] | null;
  clientId?: Uuid | null; // Of the account, where sums are asked for: no name or address is in them.
}

const saleChecks = {
  saleId: anId,
  accountId: anId,
  clientId: maybe(anId),
  personId: maybe(anId),
  terms: aWhole,
  effectiveOn: aDay,
  expiresOn: maybe(aDay),
  extras: maybe(listOf(shape(extraLineChecks), 20)),
};

/** What issuing the documents of these sales would do. */
export class PreviewPairs extends Query<PlannedBilling> {
  static readonly subject = 'billing.query.preview-pairs.v1';
  static readonly senders = ['memberships'] as const;
  @IsUUID('all') readonly organizationId!: string; // The seller.
  @IsOptional() @IsUUID('all') readonly federationId?: string | null;
  @IsRows(listingTermsChecks, { atMost: 500 }) readonly terms!: ListingTerms[];
  @IsRows(saleChecks, { atMost: 1000 }) readonly sales!: SaleToBill[];
}

/** The same in sums, for a part of a batch order. */
export class SumUpPairs extends Query<BillingSummary> {
  static readonly subject = 'billing.query.sum-up-pairs.v1';
  static readonly senders = ['memberships'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsOptional() @IsUUID('all') readonly federationId?: string | null;
  @IsRows(listingTermsChecks, { atMost: 500 }) readonly terms!: ListingTerms[];
  @IsRows(saleChecks, { atMost: 1000 }) readonly sales!: SaleToBill[];
}

export interface BilledSale {
  saleId: Uuid;
  client: DocumentRef;
  corporate: DocumentRef | null; // Null: sold at one level.
}

/** Issues each sale's invoices, the client's at the selling price and the club's at the original one (MEM-3, MEM-18). */
export class IssuePairs extends Command<{ sales: BilledSale[] }> {
  static readonly subject = 'billing.command.issue-pairs.v1';
  static readonly senders = ['memberships'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsOptional() @IsUUID('all') readonly federationId?: string | null;
  @IsRows(listingTermsChecks, { atMost: 500 }) readonly terms!: ListingTerms[];
  @IsRows(saleChecks, { atMost: 1000 }) readonly sales!: SaleToBill[];
  @IsOptional() @IsString() @Length(64, 64) readonly previewHash?: string;
  @AreHashes() readonly hashes?: string[];
}

/** A sale to credit, at each level what is said of it; null: nothing. */
export interface SaleToCredit {
  operationId: Uuid;
  saleId: Uuid;
  client: CreditAsk | null;
  corporate: CreditAsk | null;
}

const aCredit: Check = (value) => creditAskChecks.some((checks) => fits(value, checks));
const creditChecks = { operationId: anId, saleId: anId, client: maybe(aCredit), corporate: maybe(aCredit) };

/** What crediting these sales would do. */
export class PreviewPairCredits extends Query<PlannedBilling> {
  static readonly subject = 'billing.query.preview-pair-credits.v1';
  static readonly senders = ['memberships'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsOptional() @IsUUID('all') readonly federationId?: string | null;
  @IsRows(creditChecks, { atMost: 500 }) readonly credits!: SaleToCredit[];
}

export interface CreditedSale {
  operationId: Uuid;
  saleId: Uuid;
  client: DocumentRef | null;
  corporate: DocumentRef | null;
}

/**
 * Credits sales at both levels as said, as a correction. A cancellation is a decision of its own: CancelLines records it and
 * mirrors it upstream by the federation's setting (MEM-20).
 */
export class CreditPairs extends Command<{ credits: CreditedSale[] }> {
  static readonly subject = 'billing.command.credit-pairs.v1';
  static readonly senders = ['memberships'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsOptional() @IsUUID('all') readonly federationId?: string | null;
  @IsRows(creditChecks, { atMost: 500 }) readonly credits!: SaleToCredit[];
  @IsOptional() @IsString() @MaxLength(500) readonly memo?: string;
  @IsOptional() @IsString() @Length(64, 64) readonly previewHash?: string;
}

/** A sale to replace by another: the old is credited at prices and taxes of record, the new invoiced at those in force (REP-8, REP-9). */
export interface SaleToReplace {
  operationId: Uuid;
  saleId: Uuid; // The one that is replaced.
  newSaleId: Uuid;
  terms: number; // Index into `terms`: of the target, in force now.
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
  extras?: ExtraLine[] | null;
  takeOverPlan?: boolean | null; // What is planned to pay the old goes on for the new, as far as that stays open. Otherwise it ends.
}

const replacementChecks = {
  operationId: anId,
  saleId: anId,
  newSaleId: anId,
  terms: aWhole,
  effectiveOn: aDay,
  expiresOn: maybe(aDay),
  extras: maybe(listOf(shape(extraLineChecks), 20)),
  takeOverPlan: maybe(aFlag),
};

/** The four documents of each replacement, what money moves from old to new, and the balances at both levels. */
export class PreviewReplacements extends Query<PlannedBilling> {
  static readonly subject = 'billing.query.preview-replacements.v1';
  static readonly senders = ['memberships'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsOptional() @IsUUID('all') readonly federationId?: string | null;
  @IsRows(listingTermsChecks, { atMost: 500 }) readonly terms!: ListingTerms[];
  @IsRows(replacementChecks, { atMost: 1000 }) readonly replacements!: SaleToReplace[];
}

/** The same in sums, for a part of a batch order. */
export class SumUpReplacements extends Query<BillingSummary> {
  static readonly subject = 'billing.query.sum-up-replacements.v1';
  static readonly senders = ['memberships'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsOptional() @IsUUID('all') readonly federationId?: string | null;
  @IsRows(listingTermsChecks, { atMost: 500 }) readonly terms!: ListingTerms[];
  @IsRows(replacementChecks, { atMost: 1000 }) readonly replacements!: SaleToReplace[];
}

export interface ReplacedSale {
  operationId: Uuid;
  saleId: Uuid;
  newSaleId: Uuid;
  client: { creditNote: DocumentRef; invoice: DocumentRef };
  corporate: { creditNote: DocumentRef; invoice: DocumentRef } | null;
}

/**
 * Credits and issues at both levels, four documents a replacement or none (REP-7, REP-13). Money paid on the old settles the new;
 * what is left is credit on account (REP-14), given back at once, or made up for, where the club is Freemium (REP-16).
 */
export class ReplaceSales extends Command<{ replacements: ReplacedSale[] }> {
  static readonly subject = 'billing.command.replace-sales.v1';
  static readonly senders = ['memberships'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsOptional() @IsUUID('all') readonly federationId?: string | null;
  @IsRows(listingTermsChecks, { atMost: 500 }) readonly terms!: ListingTerms[];
  @IsRows(replacementChecks, { atMost: 1000 }) readonly replacements!: SaleToReplace[];
  @IsOptional() @IsString() @Length(64, 64) readonly previewHash?: string;
  @AreHashes() readonly hashes?: string[];
}
