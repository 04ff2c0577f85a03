import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CancelLines, type CancellationRecord } from '#contracts/billing/cancellations';
import { derivedId, type Uuid } from '#kernel/ids';
import { Idempotency } from '#platform/idempotency/idempotency';
import { CrashPoints } from '#platform/service/crash-points';
import { OperationDone, PreviewChanged } from '../../domain/plan.errors.js';
import { levelsOf, type Levels } from '../../levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { Cancellations } from '../../persistence/cancellations.js';
import type { InvoicedItem } from '../../persistence/creditable-items.js';
import { RecurringCharges } from '../../persistence/recurring-charges.js';
import { Refunds } from '../../persistence/refunds.js';
import { draftCancellations, type DraftedCancellations } from './draft-cancellations.js';
import { LinesToCancel } from './lines-to-cancel.js';
import { plannedCancellations } from './planned-cancellations.js';

@CommandHandler(CancelLines)
export class CancelLinesHandler implements ICommandHandler<CancelLines> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly lines: LinesToCancel,
    private readonly bookings: Bookings,
    private readonly refunds: Refunds,
    private readonly cancellations: Cancellations,
    private readonly recurring: RecurringCharges,
    private readonly crashPoints: CrashPoints,
  ) {}

  async execute(command: CancelLines): Promise<{ cancellations: CancellationRecord[] }> {
    this.crashPoints.reach('billing.order.received');
    const levels = levelsOf(command);
    const { organizations } = levels;
    const recorded = await this.idempotency.once(command, (em) => this.cancel(em, command, levels), { organizations });
    this.crashPoints.reach('billing.order.issued');
    return recorded;
  }

  private async cancel(em: EntityManager, command: CancelLines, levels: Levels): Promise<{ cancellations: CancellationRecord[] }> {
    const ids = command.cancellations.map((one) => one.cancellationId);
    const asked = await this.lines.named(em, command.cancellations);
    const recurring = await this.lines.recurringCharges(em, asked, true); // Before the items, as a due-run locks.
    const items = await this.lines.lines(em, asked, true);
    const done = new Set((await this.cancellations.records(em, ids)).map((one) => one.id)); // After the lock: a repeat has waited.
    const fresh = asked.filter((one) => !done.has(one.cancellationId));
    if (fresh.length > 0) {
      const drafted = draftCancellations(fresh, await this.lines.setting(em, levels, items), command.memo ?? null);
      if (command.previewHash) await this.compare(em, drafted, { items, recurring }, command.previewHash);
      const facts = { cancellations: fresh.length, ...(recurring.length > 0 && { recurringChargesEnded: recurring }) };
      const cause = { action: 'billing.lines-cancelled', subject: ids[0], facts, occasion: 'cancellation' } as const;
      await this.bookings.write(em, drafted.plan, items, cause);
      this.crashPoints.reach('billing.cancellation.credited');
      await this.giveBack(em, command, drafted, items);
      await this.cancellations.keep(em, drafted.decisions, drafted.upstream);
      if (recurring.length > 0) await this.recurring.end(em, recurring, drafted.decisions[0].decidedOn);
    }
    const records = new Map((await this.cancellations.records(em, ids)).map((one) => [one.id, one]));
    return { cancellations: ids.map((id) => recorded(records.get(id), id)) };
  }

  private async compare(
    em: EntityManager,
    drafted: DraftedCancellations,
    { items, recurring }: { items: readonly InvoicedItem[]; recurring: readonly Uuid[] },
    hash: string,
  ): Promise<void> {
    const planned = plannedCancellations(await this.bookings.preview(em, drafted.plan, items), drafted, recurring);
    if (planned.previewHash !== hash) throw new PreviewChanged(planned);
  }

  /** The second decision: of the credit, what is given back as money (BIL-15, BIL-16). */
  private async giveBack(
    em: EntityManager,
    { cancellations }: CancelLines,
    { decisions }: DraftedCancellations,
    items: readonly InvoicedItem[],
  ): Promise<void> {
    const asked = new Map(cancellations.map((one) => [one.cancellationId, one]));
    const accounts = new Map(items.map((item) => [`${item.documentId}/${item.position}`, item.billingAccountId]));
    const refunds = decisions
      .filter((decision) => decision.refundedMinor > 0)
      .map(({ id, documentId, position, refundedMinor: amountMinor, decidedOn: bookedOn }) => ({
        id: derivedId('refund', id),
        billingAccountId: accounts.get(`${documentId}/${position}`) ?? '',
        amountMinor,
        bookedOn,
        reason: 'cancellation' as const,
        operationId: id,
        method: asked.get(id)?.refundMethod ?? undefined,
      }));
    if (refunds.length > 0) await this.refunds.giveBackAll(em, refunds);
  }
}

/** Under another organization's id, or one of another kind of operation, nothing is shown. */
function recorded(record: CancellationRecord | undefined, operationId: Uuid): CancellationRecord {
  if (!record) throw new OperationDone({ operationId });
  return record;
}
