import { ApiProperty } from '@nestjs/swagger';
import type { SharedPerson } from '#contracts/identity/describe-people.query';
import { membershipStatuses, type MembershipRecord, type MembershipStatus } from '#contracts/memberships/memberships.query';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

/** What a network shares of a person. */
export class HolderView {
  @ApiProperty({ example: 'Léa' })
  firstName!: string;

  @ApiProperty({ example: 'Roy' })
  lastName!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2014-03-12' })
  birthDate!: string | null;
}

const holderView = ({ firstName, lastName, birthDate }: SharedPerson): HolderView => ({ firstName, lastName, birthDate });

export class MembershipView {
  @ApiProperty({ example: exampleId('membership') })
  id!: string;

  @ApiProperty({ example: exampleId('offer') })
  offerId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null: of another club, which sold it', example: exampleId('listing') })
  listingId!: string | null;

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

  @ApiProperty({
    description: 'Whoever sold it and issued its documents; cancelling and replacing are theirs for good',
    example: exampleId('organization'),
  })
  sellerId!: string;

  @ApiProperty({ description: 'The home organization: the seller, until it is moved', example: exampleId('organization') })
  homeId!: string;

  @ApiProperty({
    type: HolderView,
    nullable: true,
    description: 'Who holds what came from another club; whom it sold to, an organization finds under `personId`',
    example: null,
  })
  holder!: HolderView | null;

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

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Shared with the invoices of both levels. Null: those are of another club, which sold it',
    example: exampleId('sale'),
  })
  saleId!: string | null;

  @ApiProperty({ type: MoneyView, nullable: true, description: 'What the client paid; for the organization that sold it' })
  sellingPrice!: MoneyView | null;

  @ApiProperty({ type: MoneyView, description: 'What the federation charges' })
  originalPrice!: MoneyView;

  @ApiProperty({ type: String, nullable: true, example: exampleId('import') })
  importId!: string | null;
}

export const membershipView = (membership: MembershipRecord): MembershipView => ({
  id: publicId('membership', membership.id),
  offerId: publicId('offer', membership.offerId),
  listingId: maybePublicId('listing', membership.listingId),
  personId: maybePublicId('person', membership.personId),
  accountId: maybePublicId('account', membership.accountId),
  sellerId: publicId('organization', membership.sellerId),
  homeId: publicId('organization', membership.homeId),
  holder: membership.holder && holderView(membership.holder),
  name: membership.name,
  status: membership.status,
  purchasedOn: membership.purchasedOn,
  effectiveOn: membership.effectiveOn,
  expiresOn: membership.expiresOn,
  saleId: maybePublicId('sale', membership.saleId),
  sellingPrice: membership.sellingMinor === null ? null : moneyView(membership.sellingMinor, membership.currency),
  originalPrice: moneyView(membership.originalMinor, membership.currency),
  importId: maybePublicId('import', membership.importId),
});
