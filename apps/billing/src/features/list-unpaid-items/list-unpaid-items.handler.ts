import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListUnpaidItems, type UnpaidItemRecord } from '#contracts/billing/unpaid.query';
import type { Page } from '#contracts/message';
import { todayIn } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { pageOf } from '#platform/paging';
import { readCursor } from '../../persistence/list-cursors.js';
import { Unpaid } from '../../persistence/unpaid.js';

@QueryHandler(ListUnpaidItems)
export class ListUnpaidItemsHandler implements IQueryHandler<ListUnpaidItems> {
  constructor(
    private readonly database: Database,
    private readonly unpaid: Unpaid,
    private readonly clock: Clock,
  ) {}

  execute({ limit, after, on, ...filter }: ListUnpaidItems): Promise<Page<UnpaidItemRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const values = readCursor(after, ['day', 'id', 'number']);
    const asked = {
      ...filter,
      on: on ?? todayIn(organization.timeZone, this.clock.now()),
      after: values && { dueOn: values[0], id: values[1], position: values[2] },
      limit: limit + 1,
    };
    return this.database.transaction(async (em) => {
      const items = await this.unpaid.items(em, organization.id, asked);
      return pageOf(items, limit, ({ dueOn, invoiceId, position }) => [dueOn, invoiceId, position]);
    });
  }
}
