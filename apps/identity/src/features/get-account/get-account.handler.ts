import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetAccount, type AccountRecord } from '#contracts/identity/accounts.query';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { accountRecords } from '../../persistence/account-records.js';
import { noSuchAccount } from '../../persistence/closed-ids.js';

@QueryHandler(GetAccount)
export class GetAccountHandler implements IQueryHandler<GetAccount> {
  constructor(private readonly database: Database) {}

  async execute({ accountId }: GetAccount): Promise<AccountRecord> {
    const { organization } = actingAdministrator();
    return this.database.transaction(async (em) => {
      const [account] = await accountRecords(em, organization.id, { where: 'c.account_id = $2', values: [accountId], limit: 1 });
      return account ?? noSuchAccount(em, organization.id, accountId);
    });
  }
}
