import { ApiProperty } from '@nestjs/swagger';
import { replacementBars } from '#contracts/memberships/replacement-targets.query';
import {
  irreplaceableBecause,
  type IrreplaceableBecause,
  type LevelDocuments,
  type PlannedReplacement,
  type ReplacedMembership,
} from '#contracts/memberships/replacements';
import { publicId } from '#kernel/ids';
import { exampleId } from '../edge/public-ids.js';
import { MoneyView } from '../edge/money.js';
import { PlannedBillingView } from '../sales/planned-billing.response.js';
import { DocumentRefView, documentRefView } from '../sales/sale.response.js';

export class PlannedReplacementView {
  @ApiProperty({
    type: String,
    enum: [...replacementBars, ...irreplaceableBecause],
    nullable: true,
    description: 'The rule that bars it; null: none',
    example: null,
  })
  problem!: IrreplaceableBecause | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    nullable: true,
    description: 'Numbers and words about what bars it',
    example: null,
  })
  facts!: Record<string, string | number> | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Of the new membership', example: '2026-09-01' })
  effectiveOn!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-06-30' })
  expiresOn!: string | null;
}

export class ReplacementsPreviewView {
  @ApiProperty({ type: [PlannedReplacementView], description: 'In the order they were asked for' })
  replacements!: PlannedReplacementView[];

  @ApiProperty({
    type: PlannedBillingView,
    nullable: true,
    description: 'Four documents each, of those without a problem; null: there is none',
  })
  billing!: PlannedBillingView | null;
}

export class CreditNoteRefView {
  @ApiProperty({ example: exampleId('creditNote') })
  id!: string;

  @ApiProperty({ example: '2026-000007' })
  number!: string;

  @ApiProperty({ type: MoneyView, description: 'Negative' })
  total!: MoneyView;
}

export class LevelDocumentsView {
  @ApiProperty({ type: CreditNoteRefView, description: 'Of the old, at prices and taxes of record' })
  creditNote!: CreditNoteRefView;

  @ApiProperty({ type: DocumentRefView, description: 'Of the new, at those in force' })
  invoice!: DocumentRefView;
}

export class ReplacedMembershipView {
  @ApiProperty({ description: 'What was replaced', example: exampleId('membership') })
  membershipId!: string;

  @ApiProperty({ description: 'What took its place', example: exampleId('membership', 'e') })
  newMembershipId!: string;

  @ApiProperty({ example: exampleId('sale', 'e') })
  newSaleId!: string;

  @ApiProperty({ example: exampleId('listing', 'e') })
  listingId!: string;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  effectiveOn!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-06-30' })
  expiresOn!: string | null;

  @ApiProperty({ type: LevelDocumentsView, description: 'The seller’s, to its client' })
  client!: LevelDocumentsView;

  @ApiProperty({ type: LevelDocumentsView, nullable: true, description: 'The federation’s, to the seller; null: sold at one level' })
  corporate!: LevelDocumentsView | null;
}

export class ReplacementsView {
  @ApiProperty({ type: [ReplacedMembershipView], description: 'In the order they were asked for' })
  data!: ReplacedMembershipView[];
}

export const plannedReplacementView = ({ problem, facts, effectiveOn, expiresOn }: PlannedReplacement): PlannedReplacementView => ({
  problem,
  facts,
  effectiveOn,
  expiresOn,
});

const levelView = ({ creditNote, invoice }: LevelDocuments, currency: string): LevelDocumentsView => ({
  creditNote: documentRefView(creditNote, currency),
  invoice: documentRefView(invoice, currency),
});

export const replacedMembershipView = (replaced: ReplacedMembership, currency: string): ReplacedMembershipView => ({
  membershipId: publicId('membership', replaced.membershipId),
  newMembershipId: publicId('membership', replaced.newMembershipId),
  newSaleId: publicId('sale', replaced.newSaleId),
  listingId: publicId('listing', replaced.listingId),
  effectiveOn: replaced.effectiveOn,
  expiresOn: replaced.expiresOn,
  client: levelView(replaced.client, currency),
  corporate: replaced.corporate && levelView(replaced.corporate, currency),
});
