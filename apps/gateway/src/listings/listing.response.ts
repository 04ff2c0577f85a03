import { ApiProperty } from '@nestjs/swagger';
import { visibilities, type ListingRecord, type Visibility } from '#contracts/memberships/offers';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';

export class ListingView {
  @ApiProperty({ example: exampleId('listing') })
  id!: string;

  @ApiProperty({ description: 'The reseller', example: exampleId('organization') })
  sellerId!: string;

  @ApiProperty({ example: exampleId('offer') })
  offerId!: string;

  @ApiProperty({
    description: 'The reseller’s own name for it: what the Membership column of a file must say',
    example: 'Patinage récréatif',
  })
  name!: string;

  @ApiProperty({ example: 'Deux séances par semaine' })
  description!: string;

  @ApiProperty({ type: MoneyView, nullable: true, description: 'Null: the federation’s original price' })
  sellingPrice!: MoneyView | null;

  @ApiProperty({ example: true })
  active!: boolean;

  @ApiProperty({ enum: visibilities, example: 'immediate' })
  visibility!: Visibility;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Of what is scheduled', example: null })
  visibleFrom!: string | null;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version!: number;
}

export const listingView = (listing: ListingRecord): ListingView => ({
  id: publicId('listing', listing.id),
  sellerId: publicId('organization', listing.sellerId),
  offerId: publicId('offer', listing.offerId),
  name: listing.name,
  description: listing.description,
  sellingPrice: listing.sellingMinor === null ? null : moneyView(listing.sellingMinor, listing.currency),
  active: listing.active,
  visibility: listing.visibility,
  visibleFrom: listing.visibleFrom,
  version: listing.version,
});

export class ListingsView {
  @ApiProperty({ type: [ListingView], description: 'In the order they were asked for' })
  data!: ListingView[];
}
