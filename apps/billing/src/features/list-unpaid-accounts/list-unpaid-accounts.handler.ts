import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListUnpaidAccounts, type UnpaidAccountRecord } from '#contracts/billing/unpaid.query';
import type { Page } from '#contracts/message';
import { todayIn } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { pageOf } from '#platform/paging';
import { readCursor } from '../../persistence/list-cursors.js';
import { Unpaid, unpaidKeyOf } from '../../persistence/unpaid.js';

const keyKinds = { name: 'text', owed: 'number', oldest: 'day' } as const;

@QueryHandler(ListUnpaidAccounts)
export class ListUnpaidAccountsHandler implements IQueryHandler<ListUnpaidAccounts> {
  constructor(
    private readonly database: Database,
    private readonly unpaid: Unpaid,
    private readonly clock: Clock,
  ) {}

  execute({ limit, after, level, on, sort = 'owed' }: ListUnpaidAccounts): Promise<Page<UnpaidAccountRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const values = readCursor(after, [keyKinds[sort], 'id']);
    const asked = {
      on: on ?? todayIn(organization.timeZone, this.clock.now()),
      level,
      sort,
      after: values && { key: values[0], id: values[1] },
      limit: limit + 1,
    };
    return this.database.transaction(async (em) => {
      const accounts = await this.unpaid.accounts(em, organization.id, asked);
      return pageOf(accounts, limit, (account) => [unpaidKeyOf(sort, account), account.billingAccountId]);
    });
  }
}
