import { ApiProperty } from '@nestjs/swagger';
import { membershipStatuses, type MembershipStatus } from '#contracts/memberships/memberships.query';
import type { OwnMembershipBought, OwnMembershipRecord } from '#contracts/memberships/own';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';
import { DocumentRefView, documentRefView } from '../sales/sale.response.js';

export class OwnMembershipView {
  @ApiProperty({ example: exampleId('membership') })
  id!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null: of the whole account', example: exampleId('person') })
  personId!: string | null;

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

  @ApiProperty({ type: MoneyView, nullable: true, description: 'Before taxes' })
  price!: MoneyView | null;
}

export const ownMembershipView = (membership: OwnMembershipRecord): OwnMembershipView => ({
  id: publicId('membership', membership.id),
  personId: maybePublicId('person', membership.personId),
  name: membership.name,
  status: membership.status,
  purchasedOn: membership.purchasedOn,
  effectiveOn: membership.effectiveOn,
  expiresOn: membership.expiresOn,
  price: membership.priceMinor === null ? null : moneyView(membership.priceMinor, membership.currency),
});

export class BoughtMembershipView {
  @ApiProperty({ example: exampleId('membership') })
  membershipId!: string;

  @ApiProperty({ type: String, nullable: true, example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ example: exampleId('listing') })
  listingId!: string;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  effectiveOn!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-11-20' })
  expiresOn!: string | null;

  @ApiProperty({ type: DocumentRefView, description: 'To be paid' })
  invoice!: DocumentRefView;
}

export class BoughtMembershipsView {
  @ApiProperty({ type: [BoughtMembershipView], description: 'In the order they were asked for' })
  data!: BoughtMembershipView[];
}

export const boughtMembershipView = (bought: OwnMembershipBought): BoughtMembershipView => ({
  membershipId: publicId('membership', bought.membershipId),
  personId: maybePublicId('person', bought.personId),
  listingId: publicId('listing', bought.listingId),
  effectiveOn: bought.effectiveOn,
  expiresOn: bought.expiresOn,
  invoice: documentRefView(bought.invoice, bought.currency),
});
