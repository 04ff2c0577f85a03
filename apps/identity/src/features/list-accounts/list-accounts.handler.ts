import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListAccounts, type AccountRecord } from '#contracts/identity/accounts.query';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { accountRecords } from '../../persistence/account-records.js';
import { afterId } from '../../persistence/after-id.js';

const firstId = '00000000-0000-0000-0000-000000000000';

/** The organization's clients, or those an import of its made; archived ones only when asked for (ID-22). */
@QueryHandler(ListAccounts)
export class ListAccountsHandler implements IQueryHandler<ListAccounts> {
  constructor(private readonly database: Database) {}

  async execute({ limit, after, importId, showArchived }: ListAccounts): Promise<Page<AccountRecord>> {
    const { organization } = actingAdministrator();
    const last = afterId(after) ?? firstId;
    const records = await this.database.transaction((em) =>
      accountRecords(em, organization.id, {
        where: `c.account_id > $2${showArchived ? '' : ' AND c.archived_at IS NULL'}${importId ? ' AND c.import_id = $3' : ''}`,
        values: importId ? [last, importId] : [last],
        limit: limit + 1,
      }),
    );
    return pageOf(records, limit, ({ id }) => [id]);
  }
}
