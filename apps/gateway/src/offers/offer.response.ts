import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import type { OfferRecord } from '#contracts/memberships/offers';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';
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

  @ApiProperty({ example: exampleId('organization', 'a') })
  federationId!: string;

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

  @ApiProperty({ example: false })
  archived!: boolean;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version!: number;
}

export const offerView = (offer: OfferRecord): OfferView => ({
  id: publicId('offer', offer.id),
  federationId: publicId('organization', offer.federationId),
  names: offer.names,
  originalPrice: moneyView(offer.originalMinor, offer.currency),
  term: termView(offer.term),
  expiresOn: offer.expiresOn,
  eligibility: { minAge: offer.eligibility.minAge, maxAge: offer.eligibility.maxAge, gender: offer.eligibility.gender },
  quotaPerReseller: offer.quotaPerReseller,
  priceEditable: offer.priceEditable,
  ledgerCode: offer.ledgerCode,
  archived: offer.archived,
  version: offer.version,
});
