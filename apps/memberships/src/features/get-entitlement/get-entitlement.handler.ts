import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import { type BuyablePass, type Entitlement, GetEntitlement } from '#contracts/memberships/entry';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { sellable, sellingPrice } from '../../domain/listing.js';
import { nameIn } from '../../domain/offer.js';
import { Door } from '../../entry/door.js';
import { listingsOfOffers } from '../../persistence/stock.js';

/**
 * May this person enter, attend, book? What the door would say, without anybody being there. Of what an activity is linked to
 * (MEM-9): the memberships held that are valid, of which one is chosen; and if there is none, what they may buy here.
 */
@QueryHandler(GetEntitlement)
export class GetEntitlementHandler implements IQueryHandler<GetEntitlement> {
  constructor(
    private readonly door: Door,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ personId, offerIds, on }: GetEntitlement): Promise<Entitlement> {
    const organization = actingAdministrator();
    const { reason, visitor } = await this.door.judge(organization, personId, { offerIds, on, everything: true });
    const passes = visitor.passes.map(({ names, ...pass }) => ({ ...pass, name: nameIn(names, organization.languages) }));
    const buy = offerIds && passes.length === 0 ? await this.onSale(organization, offerIds) : [];
    return { entitled: reason === null, reason, passes, choose: offerIds !== undefined && passes.length > 1, buy };
  }

  private async onSale({ id, timeZone }: ActingOrganization, offerIds: readonly Uuid[]): Promise<BuyablePass[]> {
    const today = todayIn(timeZone, this.clock.now());
    const listings = await this.database.transaction((em) => listingsOfOffers(em, id, offerIds));
    return listings
      .filter((listing) => sellable(listing, today))
      .map((listing) => ({
        listingId: listing.id,
        offerId: listing.offer.id,
        name: listing.name,
        sellingMinor: sellingPrice(listing), // MEM-4
        currency: listing.offer.currency,
        family: listing.offer.family,
      }));
  }
}
