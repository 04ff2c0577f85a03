import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetAccount, type AccountRecord } from '#contracts/identity/accounts.query';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingAdministrator } from '../../access.js';
import { accountRecords } from '../../persistence/account-records.js';

@QueryHandler(GetAccount)
export class GetAccountHandler implements IQueryHandler<GetAccount> {
  constructor(private readonly database: Database) {}

  async execute({ accountId }: GetAccount): Promise<AccountRecord> {
    const { organization } = actingAdministrator();
    const [account] = await this.database.transaction((em) =>
      accountRecords(em, organization.id, { where: 'c.account_id = $2', values: [accountId], limit: 1 }),
    );
    if (!account) throw new Missing('identity.no-such-account');
    return account;
  }
}
