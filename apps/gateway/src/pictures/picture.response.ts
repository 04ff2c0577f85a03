import { ApiProperty } from '@nestjs/swagger';
import type { PictureRecord } from '#contracts/identity/pictures';
import { publicId } from '#kernel/ids';
import { exampleId } from '../edge/public-ids.js';

export class PictureView {
  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ description: 'Of the picture as it is kept; also its ETag', example: 'a3'.repeat(32) })
  sha256!: string;

  @ApiProperty({ type: 'integer', description: 'Of the square, in pixels', example: 480 })
  side!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:05.000Z' })
  changedAt!: string;

  @ApiProperty({ description: 'Every organization of the network that knows the person sees it', example: true })
  shared!: boolean;
}

export const pictureView = ({ personId, sha256, side, changedAt }: PictureRecord): PictureView => ({
  personId: publicId('person', personId),
  sha256,
  side,
  changedAt,
  shared: true,
});
