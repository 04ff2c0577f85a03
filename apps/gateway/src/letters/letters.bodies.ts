import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { letterStates, type LetterRecord, type LetterState } from '#contracts/identity/letters.query';
import { publicId } from '#kernel/ids';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId, maybePublicId } from '../edge/public-ids.js';

export class LettersWanted extends PageRequest {
  @ApiPropertyOptional({ description: 'Only those about this client account', example: exampleId('account') })
  @Omittable()
  @IsPublicId('account')
  readonly accountId?: string;

  @ApiPropertyOptional({ enum: letterStates, example: 'given-up' })
  @Omittable()
  @IsIn(letterStates)
  readonly state?: LetterState;
}

export class LetterView {
  @ApiProperty({ example: exampleId('letter') })
  id!: string;

  @ApiProperty({ description: 'Why it was written', example: 'activation' })
  kind!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The client account it is about', example: exampleId('account') })
  accountId!: string | null;

  @ApiProperty({ enum: letterStates, description: 'On its way, taken by the reader’s mail server, or given up', example: 'sent' })
  state!: LetterState;

  @ApiProperty({ type: 'integer', description: 'How often it was handed over', example: 1 })
  tries!: number;

  @ApiProperty({ type: String, nullable: true, description: 'What the mail server said last, when it refused', example: null })
  problem!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  writtenAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-21T12:00:01.000Z' })
  sentAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  givenUpAt!: string | null;
}

export const letterView = ({ id, accountId, ...letter }: LetterRecord): LetterView => ({
  id: publicId('letter', id),
  accountId: maybePublicId('account', accountId),
  kind: letter.kind,
  state: letter.state,
  tries: letter.tries,
  problem: letter.problem,
  writtenAt: letter.writtenAt,
  sentAt: letter.sentAt,
  givenUpAt: letter.givenUpAt,
});
