import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { todayIn } from '#kernel/dates';
import { ListingsAdded } from '#contracts/memberships/catalogue-events';
import { CreateListings, type ListingRecord, type ListingToCreate } from '#contracts/memberships/offers';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { stocked, type Stockist } from '../../domain/stocking.js';
import { Listing, listingRecord } from '../../persistence/listing.entity.js';
import { Offer, offersToStock } from '../../persistence/offer.entity.js';
import { lockWarehouse } from '../../persistence/stock.js';

/** A seller adds several offers to its warehouse at once, all or none (MEM-5). What stands there already stays as it is. */
@CommandHandler(CreateListings)
export class CreateListingsHandler implements ICommandHandler<CreateListings> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  execute(command: CreateListings): Promise<{ listings: ListingRecord[] }> {
    const acting = actingAdministrator();
    const seller = { ...acting, today: todayIn(acting.timeZone, this.clock.now()) };
    return this.idempotency.once(command, async (em) => {
      const offerIds = command.listings.map(({ offerId }) => offerId);
      const found = await em.find(Offer, { $and: [{ id: { $in: offerIds } }, offersToStock(seller)] });
      const offers = new Map(found.map((offer) => [offer.id, offer]));
      await lockWarehouse(em, seller.id);
      const there = await em.find(Listing, { sellerId: seller.id, offer: { $in: offerIds } }, { populate: ['offer'] });
      const listings = new Map(there.map((listing) => [listing.offer.id, listing]));

      const added: Listing[] = [];
      for (const asked of command.listings) {
        if (listings.has(asked.offerId)) continue;
        const listing = this.add(em, asked, offers.get(asked.offerId), seller);
        listings.set(asked.offerId, listing);
        added.push(listing);
      }
      await em.flush();
      for (const { id: subject, offer, sellingMinor } of added) {
        const facts = { offerId: offer.id, sellingMinor };
        await this.audit.record(em, { organizationId: seller.id, action: 'memberships.listing-created', subject, facts });
      }
      if (added.length > 0) {
        const told = added.map(({ id, offer, version }) => ({ listingId: id, offerId: offer.id, version }));
        await this.outbox.add(em, ListingsAdded, { organizationId: seller.id, listings: told }); // A batch is one event.
      }
      return { listings: offerIds.map((offerId) => listingRecord(listings.get(offerId)!)) };
    });
  }

  private add(em: EntityManager, { listingId, ...asked }: ListingToCreate, offer: Offer | undefined, seller: Stockist): Listing {
    if (!offer) throw new Missing('memberships.no-such-offer');
    const fields = stocked(asked, { ...offer, visibleFrom: offer.visibleFrom ?? null }, seller);
    return em.create(Listing, { id: listingId, sellerId: seller.id, federationId: offer.federationId, offer, ...fields, version: 1 });
  }
}
