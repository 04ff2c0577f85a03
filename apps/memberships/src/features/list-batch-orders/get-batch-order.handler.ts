import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type BatchOrderRecord, GetBatchOrder } from '#contracts/memberships/batch-orders';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingAdministrator } from '../../access.js';
import { findBatchOrder } from '../../persistence/batch-orders.js';

@QueryHandler(GetBatchOrder)
export class GetBatchOrderHandler implements IQueryHandler<GetBatchOrder> {
  constructor(private readonly database: Database) {}

  async execute({ orderId }: GetBatchOrder): Promise<BatchOrderRecord> {
    const { id: sellerId } = actingAdministrator();
    const order = await this.database.transaction((em) => findBatchOrder(em, sellerId, orderId));
    if (!order) throw new Missing('memberships.no-such-batch-order');
    return order;
  }
}
