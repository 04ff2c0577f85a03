import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListOwnDocuments, type OwnDocumentRecord } from '#contracts/billing/own';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { OwnClients, actingFor } from '#platform/organizations/own-clients';
import { ClientsAccounts } from '../../persistence/clients-accounts.js';
import { DocumentPages } from '../../persistence/document-pages.js';
import { OwnDocuments } from './own-documents.js';

/** What an organization issued to the caller's own account (ID-2). */
@QueryHandler(ListOwnDocuments)
export class ListOwnDocumentsHandler implements IQueryHandler<ListOwnDocuments> {
  constructor(
    private readonly database: Database,
    private readonly clients: OwnClients,
    private readonly own: ClientsAccounts,
    private readonly pages: DocumentPages,
    private readonly documents: OwnDocuments,
  ) {}

  async execute({ clientId, kind, limit, after, state }: ListOwnDocuments): Promise<Page<OwnDocumentRecord>> {
    const client = await this.clients.owned(clientId);
    const { organization } = client;
    const work = () =>
      this.database.transaction(async (em) => {
        const billingAccountId = await this.own.find(em, client);
        if (billingAccountId === undefined) return { data: [], next: null };
        const filter = { billingAccountId, level: 'client', state: kind === 'invoice' ? state : undefined } as const;
        const { data, next } = await this.pages.of(em, organization, kind, { limit, after, filter });
        return { data: await this.documents.complete(em, organization.id, kind, data), next };
      });
    return actingFor(client, work);
  }
}
