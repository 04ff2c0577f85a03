import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import { type CatalogueDraftRecord, type DraftEffects, GetCatalogueDraft } from '#contracts/memberships/catalogue-drafts';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingAdministrator } from '../../access.js';
import { draftedOffers, draftedPaths, outdated } from '../../domain/what-if.js';
import { catalogueOf, countListings, draftsOf, livingOf } from '../../persistence/catalogue-drafts.js';

/** A draft with what publishing it would change, as things are now. */
@QueryHandler(GetCatalogueDraft)
export class GetCatalogueDraftHandler implements IQueryHandler<GetCatalogueDraft> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ draftId }: GetCatalogueDraft): Promise<{ draft: CatalogueDraftRecord; effects: DraftEffects }> {
    const { id: designerId, timeZone, languages, currency } = actingAdministrator();
    return this.database.transaction(async (em) => {
      const [draft] = await draftsOf(em, designerId, { id: draftId, limit: 1 });
      if (!draft) throw new Missing('memberships.no-such-draft');
      const { changes } = draft;
      const offers = await catalogueOf(em, designerId);
      const living = await livingOf(em, designerId, todayIn(timeZone, this.clock.now()));
      const offerIds = changes.map(({ offerId }) => offerId);
      const effects = {
        currency,
        outdated: outdated(changes, offers),
        offers: draftedOffers(changes, offers, { listings: await countListings(em, offerIds), languages }),
        paths: draftedPaths(changes, offers, living),
      };
      return { draft, effects };
    });
  }
}
