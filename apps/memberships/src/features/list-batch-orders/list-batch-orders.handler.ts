import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type BatchOrderRecord, ListBatchOrders } from '#contracts/memberships/batch-orders';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { listBatchOrders } from '../../persistence/batch-orders.js';
import { entryAfter } from '../../persistence/entry-after.js';

@QueryHandler(ListBatchOrders)
export class ListBatchOrdersHandler implements IQueryHandler<ListBatchOrders> {
  constructor(private readonly database: Database) {}

  execute({ limit, after, kind, state }: ListBatchOrders): Promise<Page<BatchOrderRecord>> {
    const { id: sellerId } = actingAdministrator();
    const wanted = { kind, state, before: entryAfter(after), limit: limit + 1 };
    return this.database.transaction(async (em) => {
      const { data, next } = pageOf(await listBatchOrders(em, sellerId, wanted), limit, ({ entry }) => [entry]);
      return { data: data.map(({ record }) => record), next };
    });
  }
}
