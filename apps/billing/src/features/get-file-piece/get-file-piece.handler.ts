import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetFilePiece } from '#contracts/billing/files.query';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { FilePieces } from '../../persistence/file-pieces.js';

@QueryHandler(GetFilePiece)
export class GetFilePieceHandler implements IQueryHandler<GetFilePiece> {
  constructor(
    private readonly database: Database,
    private readonly pieces: FilePieces,
  ) {}

  execute({ fileId, piece }: GetFilePiece): Promise<{ base64: string }> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      const bytes = await this.pieces.find(em, organization.id, fileId, piece);
      if (!bytes) throw new Missing('billing.no-such-file');
      return { base64: Buffer.from(bytes).toString('base64') };
    });
  }
}
