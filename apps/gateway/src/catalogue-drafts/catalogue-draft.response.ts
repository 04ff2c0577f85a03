import { ApiProperty } from '@nestjs/swagger';
import {
  draftStates,
  type CatalogueDraftRecord,
  type DraftEffects,
  type DraftedListing,
  type DraftState,
} from '#contracts/memberships/catalogue-drafts';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';
import { ReplacementRuleView, ruleView } from '../offers/replacement-rule.js';

export class DraftedChangeView {
  @ApiProperty({ example: exampleId('offer') })
  offerId!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'In minor units; null: stays', example: 6500 })
  originalMinor!: number | null;

  @ApiProperty({ type: ReplacementRuleView, nullable: true, description: 'Null: stays' })
  replacementRule!: ReplacementRuleView | null;
}

export class CatalogueDraftView {
  @ApiProperty({ example: exampleId('catalogueDraft') })
  id!: string;

  @ApiProperty({ enum: draftStates, example: 'open' })
  state!: DraftState;

  @ApiProperty({ type: [DraftedChangeView] })
  changes!: DraftedChangeView[];

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:05.000Z' })
  createdAt!: string;
}

class DraftedOfferView {
  @ApiProperty({ example: exampleId('offer') })
  offerId!: string;

  @ApiProperty({ example: 'Recreational' })
  name!: string;

  @ApiProperty({ type: MoneyView })
  originalPriceBefore!: MoneyView;

  @ApiProperty({ type: MoneyView })
  originalPriceAfter!: MoneyView;

  @ApiProperty({ type: ReplacementRuleView })
  replacementRuleBefore!: ReplacementRuleView;

  @ApiProperty({ type: ReplacementRuleView })
  replacementRuleAfter!: ReplacementRuleView;

  @ApiProperty({ type: 'integer', description: 'Whose original price changes', example: 42 })
  listings!: number;
}

class DraftedPathView {
  @ApiProperty({ description: 'What would be replaced', example: exampleId('offer') })
  offerId!: string;

  @ApiProperty({ description: 'By what', example: exampleId('offer', 'e') })
  targetOfferId!: string;

  @ApiProperty({ example: true })
  openBefore!: boolean;

  @ApiProperty({ description: 'False: the draft blocks it', example: true })
  openAfter!: boolean;

  @ApiProperty({ type: 'integer', description: 'Memberships that live now and could go this way', example: 310 })
  memberships!: number;

  @ApiProperty({ type: MoneyView, description: 'What they would be credited if all did: prices of record, before taxes' })
  credit!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'What they would be invoiced at today’s prices' })
  invoiceBefore!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'And at those of the draft' })
  invoiceAfter!: MoneyView;
}

export class DraftEffectsView {
  @ApiProperty({
    type: [String],
    description: 'Offers that have changed since the draft was made: while there are any it cannot be published',
    example: [],
  })
  outdated!: string[];

  @ApiProperty({ type: [DraftedOfferView] })
  offers!: DraftedOfferView[];

  @ApiProperty({ type: [DraftedPathView], description: 'Ways from one membership to another that open, close, or change in price' })
  paths!: DraftedPathView[];
}

export class CatalogueDraftDetailView extends CatalogueDraftView {
  @ApiProperty({ type: DraftEffectsView, description: 'What publishing would change, as things are now' })
  effects!: DraftEffectsView;
}

export class DraftedListingView {
  @ApiProperty({ example: exampleId('listing') })
  id!: string;

  @ApiProperty({ description: 'Whose warehouse it stands in', example: exampleId('organization') })
  sellerId!: string;

  @ApiProperty({ example: exampleId('offer') })
  offerId!: string;

  @ApiProperty({ example: true })
  active!: boolean;

  @ApiProperty({ description: 'It has no selling price of its own, so that changes with the original price', example: false })
  sellsAtOriginal!: boolean;

  @ApiProperty({ type: MoneyView })
  originalPriceBefore!: MoneyView;

  @ApiProperty({ type: MoneyView })
  originalPriceAfter!: MoneyView;
}

export const catalogueDraftView = ({ id, state, changes, createdAt }: CatalogueDraftRecord): CatalogueDraftView => ({
  id: publicId('catalogueDraft', id),
  state,
  changes: changes.map(({ offerId, originalMinor, replacement }) => ({
    offerId: publicId('offer', offerId),
    originalMinor,
    replacementRule: replacement && ruleView(replacement),
  })),
  createdAt,
});

export const draftEffectsView = ({ currency, outdated, offers, paths }: DraftEffects): DraftEffectsView => ({
  outdated: outdated.map((id) => publicId('offer', id)),
  offers: offers.map((offer) => ({
    offerId: publicId('offer', offer.offerId),
    name: offer.name,
    originalPriceBefore: moneyView(offer.originalMinorBefore, currency),
    originalPriceAfter: moneyView(offer.originalMinorAfter, currency),
    replacementRuleBefore: ruleView(offer.ruleBefore),
    replacementRuleAfter: ruleView(offer.ruleAfter),
    listings: offer.listings,
  })),
  paths: paths.map((path) => ({
    offerId: publicId('offer', path.offerId),
    targetOfferId: publicId('offer', path.targetOfferId),
    openBefore: path.openBefore,
    openAfter: path.openAfter,
    memberships: path.memberships,
    credit: moneyView(path.creditMinor, currency),
    invoiceBefore: moneyView(path.invoiceMinorBefore, currency),
    invoiceAfter: moneyView(path.invoiceMinorAfter, currency),
  })),
});

export const draftedListingView = (listing: DraftedListing): DraftedListingView => ({
  id: publicId('listing', listing.listingId),
  sellerId: publicId('organization', listing.sellerId),
  offerId: publicId('offer', listing.offerId),
  active: listing.active,
  sellsAtOriginal: listing.sellsAtOriginal,
  originalPriceBefore: moneyView(listing.originalMinorBefore, listing.currency),
  originalPriceAfter: moneyView(listing.originalMinorAfter, listing.currency),
});
