import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type BatchOrderRecord, DiscardBatchOrder } from '#contracts/memberships/batch-orders';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { BatchOrderNotReady } from '../../domain/batch.errors.js';
import { discardOrder, findBatchOrder } from '../../persistence/batch-orders.js';
import { refuseUnlessMay } from './rights-of-batches.js';

@CommandHandler(DiscardBatchOrder)
export class DiscardBatchOrderHandler implements ICommandHandler<DiscardBatchOrder> {
  constructor(private readonly idempotency: Idempotency) {}

  execute(command: DiscardBatchOrder): Promise<BatchOrderRecord> {
    const { id: sellerId } = actingAdministrator();
    return this.idempotency.once(command, async (em) => {
      const order = await findBatchOrder(em, sellerId, command.orderId, 'FOR UPDATE');
      if (!order) throw new Missing('memberships.no-such-batch-order');
      refuseUnlessMay(order.kind);
      if (order.state === 'discarded') return order;
      if (order.state !== 'ready') throw new BatchOrderNotReady({ state: order.state });
      await discardOrder(em, order.id);
      return (await findBatchOrder(em, sellerId, order.id)) ?? order;
    });
  }
}
