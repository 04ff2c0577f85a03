import { Injectable } from '@nestjs/common';
import type { FilePiece } from '#contracts/billing/files.query';
import { newId, type Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { FilePieces } from '../persistence/file-pieces.js';
import type { PaperJob } from './paper-job.js';
import { PaperMakers } from './paper-makers.js';

/** What one message carries, as base64, with room for the rest of it. */
const pieceSize = 256 * 1024;
const mediaTypes = { csv: 'text/csv; charset=utf-8', pdf: 'application/pdf' } as const;

/** Who alone may fetch the rest of a file: whoever it was made for, under their id and as themselves. */
export interface MadeFor {
  readonly id: Uuid;
  readonly as: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Makes files and hands out their first piece. The rest waits for the organization, unless it was made for somebody else. */
@Injectable()
export class Files {
  constructor(
    private readonly makers: PaperMakers,
    private readonly pieces: FilePieces,
    private readonly database: Database,
  ) {}

  async make(organizationId: Uuid, name: string, job: PaperJob, madeFor?: MadeFor): Promise<FilePiece> {
    const bytes = await this.makers.make(job);
    const fileId = newId();
    const pieces = Array.from({ length: Math.ceil(bytes.length / pieceSize) }, (_, i) =>
      bytes.subarray(i * pieceSize, (i + 1) * pieceSize),
    );
    const { id, as } = madeFor ?? { id: organizationId, as: (work: () => Promise<void>) => work() };
    const keep = () => this.database.transaction((em) => this.pieces.keep(em, id, fileId, pieces.slice(1)));
    if (pieces.length > 1) await as(keep);
    return {
      fileId,
      fileName: `${name.replace(/[/\\:*?"<>|\p{Cc}]+/gu, ' ')}.${job.format}`,
      mediaType: mediaTypes[job.format],
      base64: Buffer.from(pieces[0]).toString('base64'),
      pieces: pieces.length,
    };
  }
}
