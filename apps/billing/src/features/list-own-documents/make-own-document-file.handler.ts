import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { FilePiece } from '#contracts/billing/files.query';
import { MakeOwnDocumentFile } from '#contracts/billing/own';
import { Database } from '#platform/database/database';
import { OwnClients, actingAlone, actingFor } from '#platform/organizations/own-clients';
import { DocumentFiles, noSuchDocument } from '../../papers/document-files.js';
import { ClientsAccounts } from '../../persistence/clients-accounts.js';

/** The same as PDF. */
@QueryHandler(MakeOwnDocumentFile)
export class MakeOwnDocumentFileHandler implements IQueryHandler<MakeOwnDocumentFile> {
  constructor(
    private readonly database: Database,
    private readonly clients: OwnClients,
    private readonly own: ClientsAccounts,
    private readonly files: DocumentFiles,
  ) {}

  async execute({ clientId, kind, documentId, language }: MakeOwnDocumentFile): Promise<FilePiece> {
    const client = await this.clients.owned(clientId);
    return actingFor(client, async () => {
      if (!(await this.database.transaction((em) => this.own.issuedTo(em, client, documentId)))) throw noSuchDocument(kind);
      const madeFor = { id: client.clientId, as: <T>(work: () => Promise<T>) => actingAlone(client, work) };
      return this.files.make(client.organization.id, { documentId, kind, language }, madeFor);
    });
  }
}
