import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { saleProblems } from '#contracts/memberships/assess-sales.query';
import { visibilities, type Visibility } from '#contracts/memberships/offers';
import type { Availability, OnSaleRecord } from '#contracts/memberships/on-sale';
import { unsellableBecause, type UnsellableBecause } from '#contracts/memberships/sales';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';
import { ChargedTaxView, chargedTaxView } from '../edge/taxes.js';
import { FixedDatesTerm, FixedDurationTerm, OngoingTerm, termView, type TermView } from '../offers/term.js';

export class AvailabilityView {
  @ApiProperty({ type: String, nullable: true, description: 'Null: the account as a whole', example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({
    type: String,
    enum: [...saleProblems, ...unsellableBecause],
    nullable: true,
    description: 'What keeps them from having it; null: nothing',
    example: null,
  })
  problem!: UnsellableBecause | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    nullable: true,
    description: 'Numbers and words about the problem',
    example: null,
  })
  facts!: Record<string, string | number> | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-11-21' })
  effectiveOn!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-11-20' })
  expiresOn!: string | null;

  @ApiProperty({ description: 'It follows what they hold, whose renewal window is open', example: false })
  renewal!: boolean;
}

@ApiExtraModels(FixedDatesTerm, FixedDurationTerm, OngoingTerm)
export class OnSaleView {
  @ApiProperty({ example: exampleId('listing') })
  listingId!: string;

  @ApiProperty({ example: 'Patinage récréatif' })
  name!: string;

  @ApiProperty({ example: 'Deux séances par semaine' })
  description!: string;

  @ApiProperty({ description: 'Bought by the account as a whole: every member is entitled by it', example: false })
  family!: boolean;

  @ApiProperty({ oneOf: [FixedDatesTerm, FixedDurationTerm, OngoingTerm].map((type) => ({ $ref: getSchemaPath(type) })) })
  term!: TermView;

  @ApiProperty({ enum: visibilities, description: 'In the store', example: 'immediate' })
  visibility!: Visibility;

  @ApiProperty({ type: MoneyView, description: 'Before taxes; of what is ongoing, for the first period' })
  price!: MoneyView;

  @ApiProperty({ type: [ChargedTaxView], description: 'That the seller collects now' })
  taxes!: ChargedTaxView[];

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;

  @ApiProperty({ type: [AvailabilityView], description: 'Each of whom it could be for, judged as the sale itself is' })
  availability!: AvailabilityView[];
}

export const onSaleView = ({ currency, ...listing }: OnSaleRecord): OnSaleView => ({
  listingId: publicId('listing', listing.listingId),
  name: listing.name,
  description: listing.description,
  family: listing.family,
  term: termView(listing.term),
  visibility: listing.visibility,
  price: moneyView(listing.priceMinor, currency),
  taxes: listing.taxes.map((tax) => chargedTaxView(tax, currency)),
  total: moneyView(listing.totalMinor, currency),
  availability: listing.availability.map(availabilityView),
});

const availabilityView = ({ personId, problem, facts, effectiveOn, expiresOn, renewal }: Availability): AvailabilityView => ({
  personId: maybePublicId('person', personId),
  problem,
  facts,
  effectiveOn,
  expiresOn,
  renewal,
});
