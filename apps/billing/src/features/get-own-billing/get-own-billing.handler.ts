import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetOwnBilling, type OwnBillingRecord } from '#contracts/billing/own';
import { Database } from '#platform/database/database';
import { OwnClients, actingFor } from '#platform/organizations/own-clients';
import { BillingAccountRecords } from '../../persistence/billing-account-records.js';
import { ClientsAccounts } from '../../persistence/clients-accounts.js';
import { Statements } from '../../persistence/statements.js';

/** What the caller's own account owes at an organization (BIL-2), and what is planned to be paid (BIL-13). */
@QueryHandler(GetOwnBilling)
export class GetOwnBillingHandler implements IQueryHandler<GetOwnBilling> {
  constructor(
    private readonly database: Database,
    private readonly clients: OwnClients,
    private readonly own: ClientsAccounts,
    private readonly accounts: BillingAccountRecords,
    private readonly statements: Statements,
  ) {}

  async execute({ clientId }: GetOwnBilling): Promise<OwnBillingRecord> {
    const client = await this.clients.owned(clientId);
    const { id: organizationId, currency } = client.organization;
    const work = () =>
      this.database.transaction(async (em) => {
        const id = await this.own.find(em, client);
        const account = id && (await this.accounts.find(em, organizationId, id));
        if (!account) return { currency, balanceMinor: 0, creditMinor: 0, expectedMinor: 0, upcoming: [] };
        const { upcoming } = await this.statements.upcoming(em, account.id);
        const { balanceMinor, creditMinor, expectedMinor } = account;
        return { currency: account.currency, balanceMinor, creditMinor, expectedMinor, upcoming };
      });
    return actingFor(client, work);
  }
}
