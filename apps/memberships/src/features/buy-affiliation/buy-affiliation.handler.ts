import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type AffiliationRecord, BuyAffiliation } from '#contracts/memberships/affiliations';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingReseller, type InNetwork } from '../../access.js';
import { NotAffiliable } from '../../domain/affiliation.errors.js';
import { holdAffiliation } from '../../persistence/affiliations.js';
import { isOrdered } from '../../persistence/operations.js';
import { lockOffers } from '../../persistence/slots.js';
import { Affiliations, billedAffiliation } from '../../selling/affiliations.js';
import { Operations } from '../../selling/operations.js';
import type { OrderedAffiliation } from './carry-out-affiliation.js';

/** Takes the club's place under the lock of the offer, and orders the purchase (MEM-19). */
@CommandHandler(BuyAffiliation)
export class BuyAffiliationHandler implements ICommandHandler<BuyAffiliation> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly affiliations: Affiliations,
    private readonly operations: Operations,
  ) {}

  async execute(command: BuyAffiliation): Promise<AffiliationRecord> {
    const club = actingReseller();
    await this.idempotency.once(command, async (em) => {
      if (!(await isOrdered(em, command.operationId))) await this.order(em, command, club);
      return { operationId: command.operationId };
    });
    return this.operations.answer(command.operationId);
  }

  private async order(em: EntityManager, { operationId: id, offerId, previewHash }: BuyAffiliation, club: InNetwork): Promise<void> {
    await lockOffers(em, [offerId]);
    const asked = await this.affiliations.judged(em, club, offerId);
    const { judged, offer, today: purchasedOn } = asked;
    if (judged.problem) throw new NotAffiliable({ problem: judged.problem });
    const { effectiveOn, expiresOn } = judged;
    const { originalMinor: priceMinor, currency } = offer;
    const [organizationId, federationId] = [club.id, club.federationId];
    await holdAffiliation(em, { id, organizationId, federationId, offerId, purchasedOn, effectiveOn, expiresOn, priceMinor, currency });
    const ordered: OrderedAffiliation = {
      purchasedOn,
      offerId,
      previewHash: previewHash ?? null,
      club,
      billing: billedAffiliation(asked, club, id, judged),
    };
    await this.operations.order(em, { id, kind: 'affiliation', sellerId: club.id, ordered });
  }
}
