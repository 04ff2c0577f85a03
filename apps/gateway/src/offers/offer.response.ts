import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { visibilities, type OfferRecord, type Visibility } from '#contracts/memberships/offers';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';
import { ReplacementRuleView, ruleView } from './replacement-rule.js';
import { FixedDatesTerm, FixedDurationTerm, OngoingTerm, termView, type TermView } from './term.js';

export class EligibilityView {
  @ApiProperty({ type: 'integer', nullable: true, description: 'In completed years on the effective day', example: 6 })
  minAge!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  maxAge!: number | null;

  @ApiProperty({ type: String, enum: ['M', 'F'], nullable: true, description: 'Null: anyone', example: null })
  gender!: 'M' | 'F' | null;
}

@ApiExtraModels(FixedDatesTerm, FixedDurationTerm, OngoingTerm)
export class OfferView {
  @ApiProperty({ example: exampleId('offer') })
  id!: string;

  @ApiProperty({ description: 'Who designed it: the federation, or whoever sells it itself', example: exampleId('organization', 'a') })
  federationId!: string;

  @ApiProperty({ description: 'Clubs resell it; false: its designer sells it alone, at one level', example: true })
  resale!: boolean;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'By language',
    example: { fr: 'Récréatif', en: 'Recreational' },
  })
  names!: Record<string, string>;

  @ApiProperty({ type: MoneyView, description: 'What the federation charges its clubs' })
  originalPrice!: MoneyView;

  @ApiProperty({ oneOf: [FixedDatesTerm, FixedDurationTerm, OngoingTerm].map((type) => ({ $ref: getSchemaPath(type) })) })
  term!: TermView;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Set by the federation: stronger than any file',
    example: '2027-08-31',
  })
  expiresOn!: string | null;

  @ApiProperty({ type: EligibilityView })
  eligibility!: EligibilityView;

  @ApiProperty({ type: 'integer', nullable: true, example: 500 })
  quotaPerReseller!: number | null;

  @ApiProperty({ description: 'Clubs may set their own selling price', example: true })
  priceEditable!: boolean;

  @ApiProperty({ example: '4100' })
  ledgerCode!: string;

  @ApiProperty({ enum: lineKinds, description: 'Which of the issuers’ taxes apply', example: 'membership' })
  taxKind!: LineKind;

  @ApiProperty({ description: 'Whoever holds it has a card', example: true })
  card!: boolean;

  @ApiProperty({ description: 'The card shows the picture of whoever holds it, if there is one', example: true })
  cardPhoto!: boolean;

  @ApiProperty({ description: 'It belongs to an account, and every member of the account is entitled by it', example: false })
  family!: boolean;

  @ApiProperty({ description: 'A club’s own affiliation, which it buys on its corporate account', example: false })
  affiliation!: boolean;

  @ApiProperty({ enum: visibilities, description: 'To the clubs that may add it to their warehouse', example: 'immediate' })
  visibility!: Visibility;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Of what is scheduled', example: null })
  visibleFrom!: string | null;

  @ApiProperty({ type: ReplacementRuleView, description: 'What it may be replaced by' })
  replacementRule!: ReplacementRuleView;

  @ApiProperty({ example: false })
  archived!: boolean;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version!: number;
}

export const offerView = (offer: OfferRecord): OfferView => ({
  id: publicId('offer', offer.id),
  federationId: publicId('organization', offer.federationId),
  resale: offer.resale,
  names: offer.names,
  originalPrice: moneyView(offer.originalMinor, offer.currency),
  term: termView(offer.term),
  expiresOn: offer.expiresOn,
  eligibility: { minAge: offer.eligibility.minAge, maxAge: offer.eligibility.maxAge, gender: offer.eligibility.gender },
  quotaPerReseller: offer.quotaPerReseller,
  priceEditable: offer.priceEditable,
  ledgerCode: offer.ledgerCode,
  taxKind: offer.taxKind,
  card: offer.card,
  cardPhoto: offer.cardPhoto,
  family: offer.family,
  affiliation: offer.affiliation,
  visibility: offer.visibility,
  visibleFrom: offer.visibleFrom,
  replacementRule: ruleView(offer.replacement),
  archived: offer.archived,
  version: offer.version,
});
