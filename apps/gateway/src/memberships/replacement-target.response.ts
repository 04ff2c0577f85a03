import { ApiProperty } from '@nestjs/swagger';
import {
  replacementBars,
  replacementSourceBars,
  type ReplacementBar,
  type ReplacementSourceBar,
  type ReplacementTarget,
} from '#contracts/memberships/replacement-targets.query';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class ReplacementTargetView {
  @ApiProperty({ example: exampleId('offer', 'e') })
  offerId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'In the acting seller’s warehouse', example: exampleId('listing', 'e') })
  listingId!: string | null;

  @ApiProperty({ example: 'Patinage compétitif' })
  name!: string;

  @ApiProperty({ type: MoneyView, nullable: true, description: 'In force now; null where it is not in the warehouse' })
  sellingPrice!: MoneyView | null;

  @ApiProperty({ type: MoneyView })
  originalPrice!: MoneyView;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Of the new membership', example: '2026-11-21' })
  effectiveOn!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-08-31' })
  expiresOn!: string | null;

  @ApiProperty({
    type: String,
    enum: replacementBars,
    nullable: true,
    description: 'The rule that bars it; null: it may take the place',
    example: null,
  })
  barredBy!: ReplacementBar | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    nullable: true,
    description: 'Numbers and words about what bars it',
    example: null,
  })
  facts!: Record<string, string | number> | null;
}

export class ReplacementTargetsView {
  @ApiProperty({
    type: String,
    enum: replacementSourceBars,
    nullable: true,
    description: 'Why this membership cannot be replaced at all; null: it can',
    example: null,
  })
  barredBy!: ReplacementSourceBar | null;

  @ApiProperty({ type: [ReplacementTargetView], description: 'Every other membership the seller knows of, eligible or not' })
  data!: ReplacementTargetView[];
}

export const replacementTargetView = (target: ReplacementTarget): ReplacementTargetView => ({
  offerId: publicId('offer', target.offerId),
  listingId: maybePublicId('listing', target.listingId),
  name: target.name,
  sellingPrice: target.sellingMinor === null ? null : moneyView(target.sellingMinor, target.currency),
  originalPrice: moneyView(target.originalMinor, target.currency),
  effectiveOn: target.effectiveOn,
  expiresOn: target.expiresOn,
  barredBy: target.barredBy,
  facts: target.facts,
});
