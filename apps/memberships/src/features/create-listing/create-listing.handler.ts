import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { todayIn } from '#kernel/dates';
import { ListingsAdded } from '#contracts/memberships/catalogue-events';
import { CreateListing, type ListingRecord } from '#contracts/memberships/offers';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { AlreadyListed } from '../../domain/offer.errors.js';
import { stocked } from '../../domain/stocking.js';
import { Listing, listingRecord } from '../../persistence/listing.entity.js';
import { Offer, type OfferReader, offersToStock } from '../../persistence/offer.entity.js';

/** A seller adds an offer to its warehouse: one that its federation shares, or one of its own (MEM-2, MEM-5). */
@CommandHandler(CreateListing)
export class CreateListingHandler implements ICommandHandler<CreateListing> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  execute(command: CreateListing): Promise<ListingRecord> {
    const acting = actingAdministrator();
    const seller = { ...acting, today: todayIn(acting.timeZone, this.clock.now()) };
    return this.idempotency.once(command, async (em) => {
      const earlier = await em.findOne(Listing, { id: command.listingId, sellerId: seller.id }, { populate: ['offer'] });
      if (earlier) return listingRecord(earlier);

      const listing = await this.add(em, command, seller);
      await this.audit.record(em, {
        organizationId: seller.id,
        action: 'memberships.listing-created',
        subject: listing.id,
        facts: { offerId: listing.offer.id, sellingMinor: listing.sellingMinor },
      });
      const added = { listingId: listing.id, offerId: listing.offer.id, version: listing.version };
      await this.outbox.add(em, ListingsAdded, { organizationId: seller.id, listings: [added] });
      return listingRecord(listing);
    });
  }

  private async add(
    em: EntityManager,
    command: CreateListing,
    seller: ReturnType<typeof actingAdministrator> & OfferReader,
  ): Promise<Listing> {
    const offer = await em.findOne(Offer, { $and: [{ id: command.offerId }, offersToStock(seller)] });
    if (!offer) throw new Missing('memberships.no-such-offer');
    const fields = stocked(command, { ...offer, visibleFrom: offer.visibleFrom ?? null }, seller);
    const listing = em.create(Listing, {
      id: command.listingId,
      sellerId: seller.id,
      federationId: offer.federationId,
      offer,
      ...fields,
      version: 1,
    });
    try {
      await em.flush();
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) throw new AlreadyListed();
      throw error;
    }
    return listing;
  }
}
