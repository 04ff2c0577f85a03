import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { FilePiece } from '#contracts/billing/files.query';
import { MakeOwnStatementFile } from '#contracts/billing/own';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { OwnClients, actingAlone, actingFor } from '#platform/organizations/own-clients';
import { StatementFiles } from '../../papers/statement-files.js';
import { ClientsAccounts } from '../../persistence/clients-accounts.js';

/** The same, whole, as a file. */
@QueryHandler(MakeOwnStatementFile)
export class MakeOwnStatementFileHandler implements IQueryHandler<MakeOwnStatementFile> {
  constructor(
    private readonly database: Database,
    private readonly clients: OwnClients,
    private readonly own: ClientsAccounts,
    private readonly files: StatementFiles,
  ) {}

  async execute({ clientId, from, to, format, language }: MakeOwnStatementFile): Promise<FilePiece> {
    const client = await this.clients.owned(clientId);
    return actingFor(client, async () => {
      const billingAccountId = await this.database.transaction((em) => this.own.find(em, client));
      if (billingAccountId === undefined) throw new Missing('billing.no-such-billing-account');
      const madeFor = { id: client.clientId, as: <T>(work: () => Promise<T>) => actingAlone(client, work) };
      return this.files.make(client.organization.id, { billingAccountId, from, to, format, language }, madeFor);
    });
  }
}
