import { ApiProperty } from '@nestjs/swagger';
import { services, type ServiceName } from '#contracts/caller';
import { rights, type Right } from '#kernel/rights';
import type { Part } from './parts.js';

export const partStates = ['ready', 'partial', 'unavailable', 'forbidden'] as const;
export type PartState = (typeof partStates)[number];

/** A part of an account. What it says is in `content`, unless it is unavailable or not for the reader. */
export class PartView {
  @ApiProperty({
    enum: partStates,
    description: '`partial`: one of two services did not answer; `unavailable`: ask again; `forbidden`: it takes one of `rights`',
    example: 'ready',
  })
  state!: PartState;

  @ApiProperty({ type: String, enum: services, nullable: true, description: 'Who did not answer', example: null })
  service!: ServiceName | null;

  @ApiProperty({ type: String, nullable: true, description: 'Where to ask for this part again', example: null })
  retry!: string | null;

  @ApiProperty({ enum: rights, isArray: true, description: 'Of which one is missing', example: [] })
  rights!: readonly Right[];
}

/** What every part of an account says of itself. */
export function partView<T>(part: Part<T>, retry: string): PartView {
  return {
    state: part.state,
    service: part.state === 'unavailable' ? part.service : null,
    retry: part.state === 'unavailable' ? retry : null,
    rights: part.state === 'forbidden' ? part.rights : [],
  };
}

/** A list cut to what a part shows. */
export class ShortListView {
  @ApiProperty({ description: 'The whole list, by pages', example: '/v1/activities' })
  href!: string;

  @ApiProperty({ description: 'Whether it is longer than what is shown here', example: false })
  hasMore!: boolean;
}
