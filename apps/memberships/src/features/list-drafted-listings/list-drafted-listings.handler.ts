import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '#contracts/message';
import { type DraftedListing, ListDraftedListings } from '#contracts/memberships/catalogue-drafts';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { published } from '../../domain/what-if.js';
import { idAfter } from '../../persistence/after-id.js';
import { catalogueOf, draftsOf, listingsOf } from '../../persistence/catalogue-drafts.js';

/** The listings whose original price a draft changes, without what is private to their clubs. */
@QueryHandler(ListDraftedListings)
export class ListDraftedListingsHandler implements IQueryHandler<ListDraftedListings> {
  constructor(private readonly database: Database) {}

  execute({ draftId, limit, after }: ListDraftedListings): Promise<Page<DraftedListing>> {
    const { id: designerId, currency } = actingAdministrator();
    return this.database.transaction(async (em) => {
      const [draft] = await draftsOf(em, designerId, { id: draftId, limit: 1 });
      if (!draft) throw new Missing('memberships.no-such-draft');
      const before = await catalogueOf(em, designerId);
      const catalogue = published(before, draft.changes);
      const prices = (offerId: string) => ({
        originalMinorBefore: before.get(offerId)!.originalMinor,
        originalMinorAfter: catalogue.get(offerId)!.originalMinor,
      });
      const repriced = draft.changes
        .map(({ offerId }) => offerId)
        .filter((offerId) => prices(offerId).originalMinorBefore !== prices(offerId).originalMinorAfter);
      const listings = await listingsOf(em, repriced, { after: idAfter(after), limit: limit + 1 });
      const { data, next } = pageOf(listings, limit, ({ id }) => [id]);
      return { data: data.map(({ id: listingId, ...listing }) => ({ listingId, ...listing, ...prices(listing.offerId), currency })), next };
    });
  }
}
