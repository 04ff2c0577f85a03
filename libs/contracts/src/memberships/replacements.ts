import { Command, Query } from '@nestjs/cqrs';
import { ArrayMinSize, IsString, IsUUID, Length } from 'class-validator';
import { extraLineChecks, type DocumentRef, type ExtraLine } from '../billing/credits.js';
import type { PlannedBilling } from '../billing/planned-billing.js';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, aFlag, anId, listOf, maybe, shape } from '../rows.js';
import type { ReplacementBar } from './replacement-targets.query.js';

/** A membership, and the listing of the acting seller that is to take its place. */
export interface ReplacementToMake {
  membershipId: Uuid;
  listingId: Uuid;
  extras?: ExtraLine[] | null; // Fees and rebates, on the client's new invoice.
  takeOverPlan?: boolean | null; // What is planned to pay the old goes on for the new, as far as that stays open. Otherwise it ends.
}

export const replacementChecks = {
  membershipId: anId,
  listingId: anId,
  extras: maybe(listOf(shape(extraLineChecks), 20)),
  takeOverPlan: maybe(aFlag),
};

export const irreplaceableBecause = ['no-such-membership', 'no-such-listing', 'other-designer'] as const;
export type IrreplaceableBecause = ReplacementBar | (typeof irreplaceableBecause)[number];

export interface PlannedReplacement {
  problem: IrreplaceableBecause | null;
  facts: Record<string, string | number> | null; // As in AssessedSale.
  effectiveOn: LocalDate | null; // Of the new membership.
  expiresOn: LocalDate | null;
}

/** What replacing would do: four documents each, at prices of record and prices in force (REP-7, REP-8). Of those without a problem. */
export class PreviewReplacement extends Query<{ replacements: PlannedReplacement[]; billing: PlannedBilling | null }> {
  static readonly subject = 'memberships.query.preview-replacement.v1';
  static readonly senders = ['gateway'] as const;
  @ArrayMinSize(1) @IsRows(replacementChecks, { atMost: 250 }) readonly replacements!: ReplacementToMake[];
}

export interface LevelDocuments {
  creditNote: DocumentRef;
  invoice: DocumentRef;
}

export interface ReplacedMembership {
  membershipId: Uuid; // The one that was replaced.
  newMembershipId: Uuid;
  newSaleId: Uuid;
  listingId: Uuid;
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
  client: LevelDocuments;
  corporate: LevelDocuments | null; // Null: sold at one level.
}

/**
 * Replaces memberships by others, all or none (REP-13): each leaves its person and the new one comes in its place, with four documents
 * at both levels. Bound to the preview that was confirmed. By the same operation the first result is found again.
 */
export class ReplaceMemberships extends Command<{ replacements: ReplacedMembership[] }> {
  static readonly subject = 'memberships.command.replace-memberships.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly operationId!: string;
  @ArrayMinSize(1) @IsRows(replacementChecks, { atMost: 250 }) readonly replacements!: ReplacementToMake[];
  @IsString() @Length(64, 64) readonly previewHash!: string;
}
