import { ApiProperty } from '@nestjs/swagger';
import type { Home, HomeMoveRecord } from '#contracts/memberships/homes';
import { publicId } from '#kernel/ids';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class HomeView {
  @ApiProperty({ example: exampleId('organization') })
  id!: string;

  @ApiProperty({ example: 'Club de patinage de Chicoutimi' })
  name!: string;
}

export class HomeMoveView {
  @ApiProperty({ example: exampleId('membership') })
  membershipId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null: it belongs to a whole account', example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ example: exampleId('offer') })
  offerId!: string;

  @ApiProperty({ description: 'Of the offer', example: 'Patinage récréatif' })
  name!: string;

  @ApiProperty({ example: exampleId('organization') })
  fromId!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Club de patinage de Chicoutimi' })
  fromName!: string | null;

  @ApiProperty({ example: exampleId('organization', 'e') })
  toId!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Club de patinage de Jonquière' })
  toName!: string | null;

  @ApiProperty({ format: 'date', description: 'By the calendar of whoever moved it', example: '2026-11-21' })
  movedOn!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The organization that moved it; null: it followed the membership it took the place of',
    example: exampleId('organization'),
  })
  moverId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Who did; told in that organization', example: 'Camille Tremblay' })
  movedBy!: string | null;
}

export const homeView = ({ id, name }: Home): HomeView => ({ id: publicId('organization', id), name });

export const homeMoveView = (move: HomeMoveRecord): HomeMoveView => ({
  membershipId: publicId('membership', move.membershipId),
  personId: maybePublicId('person', move.personId),
  offerId: publicId('offer', move.offerId),
  name: move.name,
  fromId: publicId('organization', move.fromId),
  fromName: move.fromName,
  toId: publicId('organization', move.toId),
  toName: move.toName,
  movedOn: move.movedOn,
  moverId: maybePublicId('organization', move.moverId),
  movedBy: move.movedBy,
});
