import { ApiProperty } from '@nestjs/swagger';
import { membershipStatuses, type MembershipRecord, type MembershipStatus } from '#contracts/memberships/memberships.query';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class MembershipView {
  @ApiProperty({ example: exampleId('membership') })
  id!: string;

  @ApiProperty({ example: exampleId('offer') })
  offerId!: string;

  @ApiProperty({ example: exampleId('listing') })
  listingId!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null: a family membership, which belongs to the account',
    example: exampleId('person'),
  })
  personId!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of the seller’s client; for nobody else to see, but of a family membership',
    example: exampleId('account'),
  })
  accountId!: string | null;

  @ApiProperty({ description: 'The home organization', example: exampleId('organization') })
  sellerId!: string;

  @ApiProperty({ example: 'Patinage récréatif' })
  name!: string;

  @ApiProperty({ enum: membershipStatuses, example: 'active' })
  status!: MembershipStatus;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  purchasedOn!: string;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  effectiveOn!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The last day; null: without end', example: '2027-08-31' })
  expiresOn!: string | null;

  @ApiProperty({ description: 'Shared with the invoices of both levels', example: exampleId('sale') })
  saleId!: string;

  @ApiProperty({ type: MoneyView, nullable: true, description: 'What the client paid; not for the federation to see' })
  sellingPrice!: MoneyView | null;

  @ApiProperty({ type: MoneyView, description: 'What the federation charges' })
  originalPrice!: MoneyView;

  @ApiProperty({ type: String, nullable: true, example: exampleId('import') })
  importId!: string | null;
}

export const membershipView = (membership: MembershipRecord): MembershipView => ({
  id: publicId('membership', membership.id),
  offerId: publicId('offer', membership.offerId),
  listingId: publicId('listing', membership.listingId),
  personId: maybePublicId('person', membership.personId),
  accountId: maybePublicId('account', membership.accountId),
  sellerId: publicId('organization', membership.sellerId),
  name: membership.name,
  status: membership.status,
  purchasedOn: membership.purchasedOn,
  effectiveOn: membership.effectiveOn,
  expiresOn: membership.expiresOn,
  saleId: publicId('sale', membership.saleId),
  sellingPrice: membership.sellingMinor === null ? null : moneyView(membership.sellingMinor, membership.currency),
  originalPrice: moneyView(membership.originalMinor, membership.currency),
  importId: maybePublicId('import', membership.importId),
});
