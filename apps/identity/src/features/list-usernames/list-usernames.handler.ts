import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListUsernames, type UsernameRecord } from '#contracts/identity/corporate-accounts';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { afterId } from '../../persistence/after-id.js';
import { inState, usernames } from '../../persistence/corporate-usernames.js';

const firstId = '00000000-0000-0000-0000-000000000000';

@QueryHandler(ListUsernames)
export class ListUsernamesHandler implements IQueryHandler<ListUsernames> {
  constructor(private readonly database: Database) {}

  async execute({ accountId, limit, after, state }: ListUsernames): Promise<Page<UsernameRecord>> {
    const { id } = actingAdministrator().organization;
    const last = afterId(after) ?? firstId;
    const found = await this.database.transaction(async (em) => {
      const clients = await query(em, `SELECT FROM clients WHERE organization_id = $1 AND account_id = $2`, [id, accountId]);
      if (clients.length === 0) throw new Missing('identity.no-such-account');
      const where = `account_id = $2 AND id > $3${inState(state)}`;
      return usernames(em, id, { where, values: [accountId, last], limit: limit + 1 });
    });
    return pageOf(found, limit, (username) => [username.id]);
  }
}
