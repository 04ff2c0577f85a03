import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LockMode } from '@mikro-orm/postgresql';
import { ChangeOffer, type OfferRecord } from '#contracts/memberships/offers';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingFederation } from '../../access.js';
import { checkedDesign } from '../../domain/offer.js';
import { Offer, offerRecord } from '../../persistence/offer.entity.js';

/** Changes an offer for sales to come. What was sold keeps its price; what an import has frozen keeps its terms. */
@CommandHandler(ChangeOffer)
export class ChangeOfferHandler implements ICommandHandler<ChangeOffer> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  execute(command: ChangeOffer): Promise<OfferRecord> {
    const federation = actingFederation();
    return this.idempotency.once(command, async (em) => {
      const own = { id: command.offerId, federationId: federation.id };
      const offer = await em.findOne(Offer, own, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!offer) throw new Missing('memberships.no-such-offer');
      if (offer.version !== command.version) throw new Stale('memberships.stale-offer', { version: offer.version });

      const { names, eligibility, originalMinor, priceEditable, archived } = command;
      const expiresOn = command.expiresOn === undefined ? offer.expiresOn : command.expiresOn;
      const design = checkedDesign({
        names: names ?? offer.names,
        term: offer.term,
        expiresOn,
        eligibility: eligibility ?? offer.eligibility,
      });
      Object.assign(offer, design, {
        originalMinor: originalMinor ?? offer.originalMinor,
        quotaPerReseller: command.quotaPerReseller === undefined ? offer.quotaPerReseller : command.quotaPerReseller,
        priceEditable: priceEditable ?? offer.priceEditable,
        archived: archived ?? offer.archived,
        version: offer.version + 1,
      });
      await em.flush();
      await this.audit.record(em, {
        organizationId: federation.id,
        action: 'memberships.offer-changed',
        subject: offer.id,
        facts: { version: offer.version, originalMinor: offer.originalMinor, archived: offer.archived },
      });
      return offerRecord(offer);
    });
  }
}
