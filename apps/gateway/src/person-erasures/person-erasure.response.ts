import { ApiProperty } from '@nestjs/swagger';
import { erasureStates, type ErasureState, type PersonErasure, type PersonErasurePreview } from '#contracts/identity/person-erasures';
import type { ErasureCount, ErasureLeft, ErasureObstacle } from '#contracts/platform/personal-data';
import { publicId } from '#kernel/ids';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class ErasureObstacleView {
  @ApiProperty({ example: 'open-balance' })
  code!: string;

  @ApiProperty({ example: 'The account is not at zero: something is owed, or held to its credit' })
  says!: string;

  @ApiProperty({ type: String, nullable: true, example: exampleId('organization') })
  organizationId!: string | null;

  @ApiProperty({ description: 'What it is about', example: '0190c2b4-a1b2-7cc0-8a3f-5d9e6b7a8c9d' })
  about!: string;
}

export class ErasedRowsView {
  @ApiProperty({ example: 'identity' })
  service!: string;

  @ApiProperty({ example: 'profiles' })
  name!: string;

  @ApiProperty({ example: 'What an organization holds of you' })
  title!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  rows!: number;
}

export class RowsLeftView extends ErasedRowsView {
  @ApiProperty({ example: 'An invoice names whom it bills, by law, until its ten years have ended' })
  why!: string;

  @ApiProperty({ description: 'How long', example: 'ten years from the day it was issued' })
  kept!: string;
}

export class ErasurePreviewView {
  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ description: 'Nobody else holds the person, so that what is shared goes too', example: true })
  everywhere!: boolean;

  @ApiProperty({ type: [ErasureObstacleView], description: 'What has to be settled first' })
  obstacles!: ErasureObstacleView[];

  @ApiProperty({ type: [ErasedRowsView], description: 'What would be erased' })
  erased!: ErasedRowsView[];

  @ApiProperty({ type: [RowsLeftView], description: 'What would stay, and why' })
  left!: RowsLeftView[];

  @ApiProperty({ description: 'Named by whoever confirms', example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' })
  previewHash!: string;
}

export class PersonErasureView {
  @ApiProperty({ example: exampleId('personErasure') })
  id!: string;

  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ description: 'Whether the person is gone altogether', example: true })
  everywhere!: boolean;

  @ApiProperty({ enum: erasureStates, description: '`refused` when something came in the way: nothing was erased', example: 'erased' })
  state!: ErasureState;

  @ApiProperty({
    type: [String],
    description: 'Services that have erased',
    example: ['memberships', 'billing', 'imports', 'leads', 'identity'],
  })
  done!: string[];

  @ApiProperty({ type: [ErasureObstacleView] })
  obstacles!: ErasureObstacleView[];

  @ApiProperty({ type: [RowsLeftView], description: 'What stays, and why' })
  left!: RowsLeftView[];

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:05.000Z' })
  requestedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-21T15:04:09.000Z' })
  finishedAt!: string | null;
}

const obstacleView = ({ code, says, organizationId, about }: ErasureObstacle): ErasureObstacleView => ({
  code,
  says,
  organizationId: maybePublicId('organization', organizationId),
  about,
});
const erasedView = ({ service, name, title, rows }: ErasureCount & { service: string }): ErasedRowsView => ({ service, name, title, rows });
const leftView = (left: ErasureLeft & { service: string }): RowsLeftView => ({ ...erasedView(left), why: left.why, kept: left.kept });

export const erasurePreviewView = ({
  personId,
  everywhere,
  obstacles,
  erased,
  left,
  previewHash,
}: PersonErasurePreview): ErasurePreviewView => ({
  personId: publicId('person', personId),
  everywhere,
  obstacles: obstacles.map(obstacleView),
  erased: erased.map(erasedView),
  left: left.map(leftView),
  previewHash,
});

export const personErasureView = ({
  id,
  personId,
  everywhere,
  state,
  done,
  obstacles,
  left,
  requestedAt,
  finishedAt,
}: PersonErasure): PersonErasureView => ({
  id: publicId('personErasure', id),
  personId: publicId('person', personId),
  everywhere,
  state,
  done: [...done],
  obstacles: obstacles.map(obstacleView),
  left: left.map(leftView),
  requestedAt,
  finishedAt,
});
