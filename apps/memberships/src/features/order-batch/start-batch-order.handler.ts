import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type BatchOrderRecord, StartBatchOrder } from '#contracts/memberships/batch-orders';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { currentCaller } from '#platform/messaging/context';
import { Sagas } from '#platform/sagas/sagas';
import { actingAdministrator } from '../../access.js';
import { BatchOrderIncomplete } from '../../domain/batch.errors.js';
import { countAppended, findBatchOrder, insertBatchOrder } from '../../persistence/batch-orders.js';
import { refuseUnlessMay } from './rights-of-batches.js';

const overdueAfterMs = 10 * 60_000;

/** Its rows are there: it is previewed, by whoever is alive. */
@CommandHandler(StartBatchOrder)
export class StartBatchOrderHandler implements ICommandHandler<StartBatchOrder> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly sagas: Sagas,
    private readonly clock: Clock,
  ) {}

  execute(command: StartBatchOrder): Promise<BatchOrderRecord> {
    const { id: sellerId } = actingAdministrator();
    const { orderId: id, kind, rows } = command;
    refuseUnlessMay(kind);
    return this.idempotency.once(command, async (em) => {
      const earlier = await findBatchOrder(em, sellerId, id);
      if (earlier) return earlier;
      const there = await countAppended(em, id);
      if (there !== rows) throw new BatchOrderIncomplete({ rows, there });
      await insertBatchOrder(em, { id, sellerId, kind, rows, orderedBy: currentCaller().name });
      const deadlineAt = new Date(this.clock.now().getTime() + overdueAfterMs);
      await this.sagas.start(em, { id, kind: 'batch-preview', step: 'preview', data: {}, deadlineAt });
      const order = await findBatchOrder(em, sellerId, id);
      if (!order) throw new Missing('memberships.no-such-batch-order');
      return order;
    });
  }
}
