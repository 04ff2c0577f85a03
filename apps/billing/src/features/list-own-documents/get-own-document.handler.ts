import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetOwnDocument, type OwnDocumentRecord } from '#contracts/billing/own';
import { Database } from '#platform/database/database';
import { OwnClients, actingFor } from '#platform/organizations/own-clients';
import { noSuchDocument } from '../../papers/document-files.js';
import { ClientsAccounts } from '../../persistence/clients-accounts.js';
import { OwnDocuments } from './own-documents.js';

/** One invoice or credit note of the caller's own. */
@QueryHandler(GetOwnDocument)
export class GetOwnDocumentHandler implements IQueryHandler<GetOwnDocument> {
  constructor(
    private readonly database: Database,
    private readonly clients: OwnClients,
    private readonly own: ClientsAccounts,
    private readonly documents: OwnDocuments,
  ) {}

  async execute({ clientId, kind, documentId }: GetOwnDocument): Promise<OwnDocumentRecord> {
    const client = await this.clients.owned(clientId);
    const work = () =>
      this.database.transaction(async (em) => {
        const isOwn = await this.own.issuedTo(em, client, documentId);
        const found = isOwn ? await this.documents.find(em, client.organization.id, kind, documentId) : undefined;
        if (!found) throw noSuchDocument(kind);
        return found;
      });
    return actingFor(client, work);
  }
}
