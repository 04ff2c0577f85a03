import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { todayIn } from '#kernel/dates';
import { derivedId } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import { type AffiliationRecord, CancelAffiliation } from '#contracts/memberships/affiliations';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingFederation } from '../../access.js';
import { AffiliationEnded } from '../../domain/affiliation.errors.js';
import { beginEnding, findAffiliations } from '../../persistence/affiliations.js';
import { isOrdered } from '../../persistence/operations.js';
import { Operations } from '../../selling/operations.js';
import type { OrderedEnd } from './carry-out-affiliation-end.js';

/** The federation issued its invoice, so it cancels it (BIL-15, MEM-19). */
@CommandHandler(CancelAffiliation)
export class CancelAffiliationHandler implements ICommandHandler<CancelAffiliation> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly operations: Operations,
    private readonly clock: Clock,
  ) {}

  async execute(command: CancelAffiliation): Promise<AffiliationRecord> {
    const federation = actingFederation();
    await this.idempotency.once(command, async (em) => {
      if (!(await isOrdered(em, command.operationId))) await this.order(em, command, federation);
      return { operationId: command.operationId };
    });
    return this.operations.answer(command.operationId);
  }

  private async order(
    em: EntityManager,
    { operationId, affiliationId, credit, memo, previewHash }: CancelAffiliation,
    federation: ActingOrganization,
  ): Promise<void> {
    const on = todayIn(federation.timeZone, this.clock.now());
    const [found] = await findAffiliations(em, federation, on, { id: affiliationId, limit: 1 });
    if (!found) throw new Missing('memberships.no-such-affiliation');
    if (!(await beginEnding(em, affiliationId, operationId))) throw new AffiliationEnded();
    const line = { cancellationId: derivedId('cancellation', operationId), affiliationId, credit };
    const ordered: OrderedEnd = { affiliationId, on, memo: memo ?? null, previewHash: previewHash ?? null, federation, line };
    await this.operations.order(em, { id: operationId, kind: 'affiliation-end', sellerId: federation.id, ordered });
  }
}
