import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type BatchOrderRow, ListBatchOrderRows } from '#contracts/memberships/batch-orders';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { type AskedRow, type JudgedRow, type RowResult, rowOf } from '../../domain/batch.js';
import { askedRows, findBatchOrder, judgedRows, resultsOf } from '../../persistence/batch-orders.js';
import { entryAfter } from '../../persistence/entry-after.js';

/** What was asked, what was found, and what happened: put together from the pieces and parts of the order. */
@QueryHandler(ListBatchOrderRows)
export class ListBatchOrderRowsHandler implements IQueryHandler<ListBatchOrderRows> {
  constructor(private readonly database: Database) {}

  async execute({ orderId, limit, after, outcome }: ListBatchOrderRows): Promise<Page<BatchOrderRow>> {
    const { id: sellerId } = actingAdministrator();
    const last = entryAfter(after) ?? 0;
    const [asked, judged, results] = await this.database.transaction(async (em): Promise<[AskedRow[], JudgedRow[], RowResult[]]> => {
      if (!(await findBatchOrder(em, sellerId, orderId))) throw new Missing('memberships.no-such-batch-order');
      return [await askedRows(em, orderId), await judgedRows(em, orderId), await resultsOf(em, orderId)];
    });
    const became = new Map(results.map((result) => [result.row, result]));
    const rows = asked
      .slice(last)
      .map((one) => rowOf(one, judged[one.row - 1], became.get(one.row)))
      .filter((row) => outcome === undefined || row.outcome === outcome);
    return pageOf(rows.slice(0, limit + 1), limit, ({ row }) => [row]);
  }
}
