import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { GetOffer, type OfferRecord } from '#contracts/memberships/offers';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingInNetwork } from '../../access.js';
import { Offer, offerRecord, offersShownTo } from '../../persistence/offer.entity.js';

@QueryHandler(GetOffer)
export class GetOfferHandler implements IQueryHandler<GetOffer> {
  constructor(private readonly database: Database) {}

  execute({ offerId }: GetOffer): Promise<OfferRecord> {
    const reader = actingInNetwork();
    return this.database.transaction(async (em) => {
      const offer = await em.findOne(Offer, { id: offerId, ...offersShownTo(reader) });
      if (!offer) throw new Missing('memberships.no-such-offer');
      return offerRecord(offer);
    });
  }
}
