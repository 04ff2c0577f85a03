import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetOwnFilePiece } from '#contracts/billing/own';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { OwnClients, actingAlone } from '#platform/organizations/own-clients';
import { FilePieces } from '../../persistence/file-pieces.js';

/** The rest of a file that was made for the client, and for nobody else. */
@QueryHandler(GetOwnFilePiece)
export class GetOwnFilePieceHandler implements IQueryHandler<GetOwnFilePiece> {
  constructor(
    private readonly database: Database,
    private readonly clients: OwnClients,
    private readonly pieces: FilePieces,
  ) {}

  async execute({ clientId, fileId, piece }: GetOwnFilePiece): Promise<{ base64: string }> {
    const client = await this.clients.owned(clientId);
    const find = () => this.database.transaction((em) => this.pieces.find(em, client.clientId, fileId, piece));
    const bytes = await actingAlone(client, find);
    if (!bytes) throw new Missing('billing.no-such-file');
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}
