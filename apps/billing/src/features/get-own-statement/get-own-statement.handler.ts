import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetOwnStatement } from '#contracts/billing/own';
import type { StatementRecord } from '#contracts/billing/statements.query';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { OwnClients, actingFor } from '#platform/organizations/own-clients';
import { ClientsAccounts } from '../../persistence/clients-accounts.js';
import { readCursor } from '../../persistence/list-cursors.js';
import { StatementPages } from '../../persistence/statement-pages.js';

/** The statement of the caller's own account at an organization (ID-2, BIL-23). */
@QueryHandler(GetOwnStatement)
export class GetOwnStatementHandler implements IQueryHandler<GetOwnStatement> {
  constructor(
    private readonly database: Database,
    private readonly clients: OwnClients,
    private readonly own: ClientsAccounts,
    private readonly pages: StatementPages,
  ) {}

  async execute({ clientId, after, ...asked }: GetOwnStatement): Promise<StatementRecord> {
    const client = await this.clients.owned(clientId);
    const values = readCursor(after, ['day', 'number', 'number', 'number', 'id']);
    const place = values && { on: values[0], at: values[1], rank: values[2], number: values[3], id: values[4] };
    const work = () =>
      this.database.transaction(async (em) => {
        const billingAccountId = await this.own.find(em, client);
        if (billingAccountId === undefined) throw new Missing('billing.no-such-billing-account');
        return (await this.pages.page(em, client.organization.id, { ...asked, billingAccountId, after: place })).statement;
      });
    return actingFor(client, work);
  }
}
