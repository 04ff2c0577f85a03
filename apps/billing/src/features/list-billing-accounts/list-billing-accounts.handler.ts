import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListBillingAccounts, type BillingAccountRecord } from '#contracts/billing/documents.query';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { pageOf } from '#platform/paging';
import { BillingAccountRecords, holderOf } from '../../persistence/billing-account-records.js';
import { readCursor } from '../../persistence/list-cursors.js';

const first = '00000000-0000-0000-0000-000000000000';

@QueryHandler(ListBillingAccounts)
export class ListBillingAccountsHandler implements IQueryHandler<ListBillingAccounts> {
  constructor(
    private readonly database: Database,
    private readonly accounts: BillingAccountRecords,
  ) {}

  execute({ limit, after, ...filter }: ListBillingAccounts): Promise<Page<BillingAccountRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const [holderId, id] = readCursor(after, ['id', 'id']) ?? [first, first];
    return this.database.transaction(async (em) => {
      const rows = await this.accounts.list(em, organization.id, filter, { holderId, id }, limit + 1);
      return pageOf(rows, limit, (row) => [holderOf(row), row.id]);
    });
  }
}
