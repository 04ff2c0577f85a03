import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { GetListing, type ListingRecord } from '#contracts/memberships/offers';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingAdministrator } from '../../access.js';
import { Listing, listingRecord } from '../../persistence/listing.entity.js';

@QueryHandler(GetListing)
export class GetListingHandler implements IQueryHandler<GetListing> {
  constructor(private readonly database: Database) {}

  execute({ listingId }: GetListing): Promise<ListingRecord> {
    const seller = actingAdministrator();
    return this.database.transaction(async (em) => {
      const listing = await em.findOne(Listing, { id: listingId, sellerId: seller.id }, { populate: ['offer'] });
      if (!listing) throw new Missing('memberships.no-such-listing');
      return listingRecord(listing);
    });
  }
}
