import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { todayIn } from '#kernel/dates';
import type { ActingOrganization } from '#contracts/caller';
import { CancelHeldMemberships, type CancelledMembership } from '#contracts/memberships/cancellations';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { currentCaller } from '#platform/messaging/context';
import { actingAdministrator } from '../../access.js';
import { BeingEnded, NotCancellable } from '../../domain/cancellation.errors.js';
import { isOrdered } from '../../persistence/operations.js';
import { holdMemberships } from '../../persistence/replacements.js';
import {
  cancellationsOf,
  cancelledBy,
  isCancellable,
  type JudgedCancellation,
  judgeCancellations,
} from '../../selling/judged-cancellations.js';
import { Operations } from '../../selling/operations.js';
import type { OrderedCancellation } from './carry-out-cancellation.js';

/** Holds the memberships against every other operation and orders their cancellation. */
@CommandHandler(CancelHeldMemberships)
export class CancelHeldMembershipsHandler implements ICommandHandler<CancelHeldMemberships> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly operations: Operations,
    private readonly clock: Clock,
  ) {}

  async execute(command: CancelHeldMemberships): Promise<{ cancellations: CancelledMembership[] }> {
    const acting = actingAdministrator();
    await this.idempotency.once(command, async (em) => {
      if (!(await isOrdered(em, command.operationId))) await this.order(em, command, acting);
      return { operationId: command.operationId };
    });
    return this.operations.answer(command.operationId);
  }

  private async order(
    em: EntityManager,
    { operationId, cancellations, memo, previewHash }: CancelHeldMemberships,
    { id: sellerId, timeZone }: ActingOrganization,
  ): Promise<void> {
    const ids = cancellations.map(({ membershipId }) => membershipId);
    const known = await cancelledBy(em, sellerId, ids);
    const elsewhere = await holdMemberships(em, [...known.keys()], { sellerId, operationId }); // Before they are judged: nothing ends them meanwhile.
    if (elsewhere.length > 0) throw new BeingEnded();
    const cancelledOn = todayIn(timeZone, this.clock.now());
    const judged = judgeCancellations(cancellations, await cancelledBy(em, sellerId, ids), cancelledOn);
    const good = judged.filter(isCancellable);
    if (good.length < judged.length) throw new NotCancellable(faultsOf(judged));

    const ordered: OrderedCancellation = {
      cancelledOn,
      memo: memo ?? null,
      by: currentCaller().name,
      previewHash,
      billing: cancellationsOf(good, sellerId, operationId),
      memberships: good.map(({ held: { id, personId, offerId, saleId } }) => ({ membershipId: id, personId, offerId, saleId })),
    };
    await this.operations.order(em, { id: operationId, kind: 'cancellation', sellerId, ordered });
  }
}

const faultsOf = (judged: readonly JudgedCancellation[]) =>
  judged.flatMap((one, i) =>
    isCancellable(one) ? [] : [{ pointer: `/cancellations/${i}`, code: `memberships.${one.problem}`, detail: one.problem }],
  );
