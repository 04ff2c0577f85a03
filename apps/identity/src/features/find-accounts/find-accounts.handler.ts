import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FindAccounts } from '#contracts/identity/find-accounts.query';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { currentCaller } from '#platform/messaging/context';
import { sellingOrganization } from '../../access.js';

/** Whose household somebody belongs to, over the whole network where there is one: one read by key. */
@QueryHandler(FindAccounts)
export class FindAccountsHandler implements IQueryHandler<FindAccounts> {
  constructor(private readonly database: Database) {}

  execute({ personId }: FindAccounts): Promise<{ accountIds: Uuid[] }> {
    sellingOrganization();
    return this.database.transaction(
      async (em) => {
        const text = 'SELECT account_id AS id FROM account_members WHERE person_id = $1 ORDER BY account_id LIMIT 50';
        return { accountIds: (await query<{ id: Uuid }>(em, text, [personId])).map(({ id }) => id) };
      },
      currentCaller().federationId === null ? {} : { as: 'matcher' },
    );
  }
}
