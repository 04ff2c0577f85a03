import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AppendUpload } from '#contracts/imports/imports';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingClub } from '../../access.js';
import { FileTooLarge } from '../../domain/imports.errors.js';
import { bytesOf, dropPieces, isImported, savePiece } from '../../persistence/upload-pieces.js';
import { limits } from '../../reading/limits.js';

/** Keeps one piece of an upload. What is too large is dropped as soon as that shows. */
@CommandHandler(AppendUpload)
export class AppendUploadHandler implements ICommandHandler<AppendUpload> {
  constructor(private readonly database: Database) {}

  async execute({ uploadId, index, bytes }: AppendUpload): Promise<{ received: number }> {
    const { club } = actingClub();
    const received = await this.database.transaction(async (em) => {
      // A repeated request sends its file again under the same key; StartImport tells whether it is still the same file.
      if (await isImported(em, club.id, uploadId)) return bytesOf(em, club.id, uploadId);
      if (!(await savePiece(em, club.id, uploadId, index, Buffer.from(bytes, 'base64')))) throw new Missing('imports.no-such-upload');
      const size = await bytesOf(em, club.id, uploadId);
      if (size > limits.fileBytes) await dropPieces(em, club.id, uploadId);
      return size;
    });
    if (received > limits.fileBytes) throw new FileTooLarge({ size: received, atMost: limits.fileBytes });
    return { received };
  }
}
