import { ApiProperty } from '@nestjs/swagger';
import { cardVoidReasons, type CardRecord, type CardVoidReason, type PrintedCard } from '#contracts/memberships/cards';
import { publicId } from '#kernel/ids';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class CardView {
  @ApiProperty({ example: exampleId('card') })
  id!: string;

  @ApiProperty({ description: 'Stays with the membership, whichever card bears it', example: 'C1000001' })
  number!: string;

  @ApiProperty({ example: exampleId('membership') })
  membershipId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null: of a family membership', example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ example: exampleId('account') })
  accountId!: string;

  @ApiProperty({ description: 'Its name', example: 'Récréatif' })
  membership!: string;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  effectiveOn!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The last day; null: without end', example: '2027-06-30' })
  expiresOn!: string | null;

  @ApiProperty({ type: String, enum: cardVoidReasons, nullable: true, description: 'Null: it counts', example: null })
  voidBecause!: CardVoidReason | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:05.000Z' })
  issuedAt!: string;
}

export class CardHolderView {
  @ApiProperty({ description: 'The person, or of a family’s card the owner of the account', example: 'Léa Tremblay' })
  name!: string;

  @ApiProperty({ type: String, nullable: true, format: 'email', example: 'lea.tremblay@mail.example' })
  email!: string | null;
}

export class PrintedCardView extends CardView {
  @ApiProperty({ description: 'What its QR code says, for `card` of a check-in', example: 'TC3WZ8YB0C4J5K6M7N8P9QRSTVWX' })
  code!: string;

  @ApiProperty({ type: CardHolderView })
  holder!: CardHolderView;
}

export const cardView = (card: CardRecord): CardView => ({
  id: publicId('card', card.id),
  number: card.number,
  membershipId: publicId('membership', card.membershipId),
  personId: maybePublicId('person', card.personId),
  accountId: publicId('account', card.accountId),
  membership: card.membership,
  effectiveOn: card.effectiveOn,
  expiresOn: card.expiresOn,
  voidBecause: card.voidBecause,
  issuedAt: card.issuedAt,
});

export const printedCardView = ({ code, holder, ...card }: PrintedCard): PrintedCardView => ({
  ...cardView(card),
  code,
  holder: { name: holder.name, email: holder.email },
});
