import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListBillingAccounts, type BillingAccountRecord } from '#contracts/billing/documents.query';
import type { Page } from '#contracts/message';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { pageOf } from '#platform/paging';
import { BillingAccountRecords, holderOf, type AccountFilter } from '../../persistence/billing-account-records.js';
import { readCursor } from '../../persistence/list-cursors.js';

const first = '00000000-0000-0000-0000-000000000000';

@QueryHandler(ListBillingAccounts)
export class ListBillingAccountsHandler implements IQueryHandler<ListBillingAccounts> {
  constructor(
    private readonly database: Database,
    private readonly accounts: BillingAccountRecords,
  ) {}

  execute({ limit, after, sort = 'holder', ...filter }: ListBillingAccounts): Promise<Page<BillingAccountRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    if (sort !== 'holder') return this.byBalance(organization.id, { ...filter, sort }, limit, after);
    const [holderId, id] = readCursor(after, ['id', 'id']) ?? [first, first];
    return this.database.transaction(async (em) => {
      const rows = await this.accounts.list(em, organization.id, filter, { holderId, id }, limit + 1);
      return pageOf(rows, limit, (row) => [holderOf(row), row.id]);
    });
  }

  private byBalance(
    organizationId: Uuid,
    filter: AccountFilter & { sort: 'balance' | '-balance' },
    limit: number,
    after: string | undefined,
  ): Promise<Page<BillingAccountRecord>> {
    const start = readCursor(after, ['number', 'id']);
    return this.database.transaction(async (em) => {
      const from = start && { balanceMinor: start[0], id: start[1] };
      const rows = await this.accounts.listByBalance(em, organizationId, filter, from, limit + 1);
      return pageOf(rows, limit, (row) => [row.balanceMinor, row.id]);
    });
  }
}
