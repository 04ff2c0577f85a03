import { ApiProperty } from '@nestjs/swagger';
import { exportStates, type ExportState, type PersonExport } from '#contracts/identity/person-exports';
import { publicId } from '#kernel/ids';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class PersonExportView {
  @ApiProperty({ example: exampleId('personExport') })
  id!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null: everything about whoever asked', example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ enum: exportStates, description: '`ready` until it expires', example: 'ready' })
  state!: ExportState;

  @ApiProperty({
    type: [String],
    description: 'Services that have answered',
    example: ['identity', 'memberships', 'billing', 'imports', 'leads'],
  })
  collected!: string[];

  @ApiProperty({
    type: [String],
    description: 'Services that are asked',
    example: ['identity', 'memberships', 'billing', 'imports', 'leads'],
  })
  asked!: string[];

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:05.000Z' })
  requestedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-21T15:04:09.000Z' })
  finishedAt!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'The file can be fetched until then',
    example: '2026-11-28T15:04:09.000Z',
  })
  expiresAt!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Size of the file', example: 18_230 })
  bytes!: number | null;
}

export const personExportView = ({
  id,
  personId,
  state,
  collected,
  asked,
  requestedAt,
  finishedAt,
  expiresAt,
  bytes,
}: PersonExport): PersonExportView => ({
  id: publicId('personExport', id),
  personId: maybePublicId('person', personId),
  state,
  collected: [...collected],
  asked: [...asked],
  requestedAt,
  finishedAt,
  expiresAt,
  bytes,
});
