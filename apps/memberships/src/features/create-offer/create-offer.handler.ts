import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CreateOffer, type OfferRecord } from '#contracts/memberships/offers';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingFederation } from '../../access.js';
import { plainName } from '../../domain/name.js';
import { checkedDesign } from '../../domain/offer.js';
import { Offer, offerRecord } from '../../persistence/offer.entity.js';

/** A federation's administrator designs an offer (MEM-1). Its id comes with the command, so sending it twice makes one. */
@CommandHandler(CreateOffer)
export class CreateOfferHandler implements ICommandHandler<CreateOffer> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  execute(command: CreateOffer): Promise<OfferRecord> {
    const federation = actingFederation();
    return this.idempotency.once(command, async (em) => {
      const earlier = await em.findOne(Offer, { id: command.offerId, federationId: federation.id });
      if (earlier) return offerRecord(earlier);

      const offer = em.create(Offer, {
        id: command.offerId,
        federationId: federation.id,
        ...checkedDesign(command),
        originalMinor: command.originalMinor,
        currency: federation.currency,
        quotaPerReseller: command.quotaPerReseller ?? null,
        priceEditable: command.priceEditable ?? true, // MEM-5: allowed unless the federation forbids it.
        ledgerCode: plainName(command.ledgerCode) ?? 'MEMBERSHIPS',
        archived: false,
        version: 1,
      });
      await em.flush();
      const { id: subject, originalMinor, currency } = offer;
      await this.audit.record(em, {
        organizationId: federation.id,
        action: 'memberships.offer-created',
        subject,
        facts: { originalMinor, currency },
      });
      return offerRecord(offer);
    });
  }
}
