import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import { GetOffer, type OfferRecord } from '#contracts/memberships/offers';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingAdministrator } from '../../access.js';
import { Offer, offerRecord, offersShownTo } from '../../persistence/offer.entity.js';

@QueryHandler(GetOffer)
export class GetOfferHandler implements IQueryHandler<GetOffer> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ offerId }: GetOffer): Promise<OfferRecord> {
    const reader = actingAdministrator();
    const today = todayIn(reader.timeZone, this.clock.now());
    return this.database.transaction(async (em) => {
      const offer = await em.findOne(Offer, { $and: [{ id: offerId }, offersShownTo({ ...reader, today }, { listed: false })] });
      if (!offer) throw new Missing('memberships.no-such-offer');
      return offerRecord(offer);
    });
  }
}
