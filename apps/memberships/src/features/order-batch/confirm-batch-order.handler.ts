import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type BatchOrderRecord, ConfirmBatchOrder } from '#contracts/memberships/batch-orders';
import { derivedId } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Sagas } from '#platform/sagas/sagas';
import { actingAdministrator } from '../../access.js';
import { BatchHashDiffers, BatchOrderNotReady } from '../../domain/batch.errors.js';
import { beginRun, findBatchOrder } from '../../persistence/batch-orders.js';
import { refuseUnlessMay } from './rights-of-batches.js';

const overdueAfterMs = 30 * 60_000;

/** What was previewed is carried out. Confirmed again, it is what it has become. */
@CommandHandler(ConfirmBatchOrder)
export class ConfirmBatchOrderHandler implements ICommandHandler<ConfirmBatchOrder> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly sagas: Sagas,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: ConfirmBatchOrder): Promise<BatchOrderRecord> {
    const { id: sellerId } = actingAdministrator();
    const { orderId, previewHash } = command;
    return this.idempotency.once(command, async (em) => {
      const order = await findBatchOrder(em, sellerId, orderId, 'FOR UPDATE');
      if (!order) throw new Missing('memberships.no-such-batch-order');
      refuseUnlessMay(order.kind);
      if (order.previewHash === null || order.state === 'discarded') throw new BatchOrderNotReady({ state: order.state });
      if (order.previewHash !== previewHash) throw new BatchHashDiffers({ previewHash: order.previewHash });
      if (order.state !== 'ready') return order;
      await beginRun(em, orderId);
      const deadlineAt = new Date(this.clock.now().getTime() + overdueAfterMs);
      const id = derivedId('batch-run', orderId);
      await this.sagas.start(em, { id, kind: 'batch-run', step: 'run', data: { orderId }, deadlineAt });
      const facts = { kind: order.kind, rows: order.rows };
      await this.audit.record(em, { organizationId: sellerId, action: 'memberships.batch-order-confirmed', subject: orderId, facts });
      return (await findBatchOrder(em, sellerId, orderId)) ?? order;
    });
  }
}
