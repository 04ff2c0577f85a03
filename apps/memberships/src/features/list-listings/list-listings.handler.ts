import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '#contracts/message';
import { ListListings, type ListingRecord } from '#contracts/memberships/offers';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { afterId } from '../../persistence/after-id.js';
import { Listing, listingRecord } from '../../persistence/listing.entity.js';

/** The acting reseller's own warehouse, oldest first. */
@QueryHandler(ListListings)
export class ListListingsHandler implements IQueryHandler<ListListings> {
  constructor(private readonly database: Database) {}

  execute({ limit, after }: ListListings): Promise<Page<ListingRecord>> {
    const seller = actingAdministrator();
    return this.database.transaction(async (em) => {
      const where = { sellerId: seller.id, ...afterId(after) };
      const listings = await em.find(Listing, where, { populate: ['offer'], orderBy: { id: 'asc' }, limit: limit + 1 });
      return pageOf(listings.map(listingRecord), limit, ({ id }) => [id]);
    });
  }
}
