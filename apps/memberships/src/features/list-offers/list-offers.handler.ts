import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import type { Page } from '#contracts/message';
import { ListOffers, type OfferRecord } from '#contracts/memberships/offers';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { Offer, offerRecord, offersShownTo } from '../../persistence/offer.entity.js';
import { afterId } from '../../persistence/after-id.js';

/** What the reader designed, and what its federation shows its clubs (MEM-7). Oldest first. */
@QueryHandler(ListOffers)
export class ListOffersHandler implements IQueryHandler<ListOffers> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ limit, after, archived, resale }: ListOffers): Promise<Page<OfferRecord>> {
    const reader = actingAdministrator();
    const today = todayIn(reader.timeZone, this.clock.now());
    const asked = { ...(archived !== undefined && { archived }), ...(resale !== undefined && { resale }) };
    return this.database.transaction(async (em) => {
      const where = { $and: [offersShownTo({ ...reader, today }, { listed: true }), asked, afterId(after)] };
      const offers = await em.find(Offer, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      return pageOf(offers.map(offerRecord), limit, ({ id }) => [id]);
    });
  }
}
