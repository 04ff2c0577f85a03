import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '#contracts/message';
import { ListOffers, type OfferRecord } from '#contracts/memberships/offers';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingInNetwork } from '../../access.js';
import { Offer, offerRecord, offersShownTo } from '../../persistence/offer.entity.js';
import { afterId } from '../../persistence/after-id.js';

/** The federation sees its offers; a club those of its federation that are not archived. Oldest first. */
@QueryHandler(ListOffers)
export class ListOffersHandler implements IQueryHandler<ListOffers> {
  constructor(private readonly database: Database) {}

  execute({ limit, after }: ListOffers): Promise<Page<OfferRecord>> {
    const reader = actingInNetwork();
    return this.database.transaction(async (em) => {
      const where = { ...offersShownTo(reader), ...afterId(after) };
      const offers = await em.find(Offer, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      return pageOf(offers.map(offerRecord), limit, ({ id }) => [id]);
    });
  }
}
