import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { CreateListing, type ListingRecord } from '#contracts/memberships/offers';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingReseller, type InNetwork } from '../../access.js';
import { AlreadyListed } from '../../domain/offer.errors.js';
import { plainName } from '../../domain/name.js';
import { nameIn } from '../../domain/offer.js';
import { checkCurrency, checkPrice } from '../../domain/price-editing.js';
import { Listing, listingRecord } from '../../persistence/listing.entity.js';
import { Offer } from '../../persistence/offer.entity.js';

/** A reseller adds an offer of its federation to its warehouse (MEM-2, MEM-5). */
@CommandHandler(CreateListing)
export class CreateListingHandler implements ICommandHandler<CreateListing> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  execute(command: CreateListing): Promise<ListingRecord> {
    const reseller = actingReseller();
    return this.idempotency.once(command, async (em) => {
      const earlier = await em.findOne(Listing, { id: command.listingId, sellerId: reseller.id }, { populate: ['offer'] });
      if (earlier) return listingRecord(earlier);

      const listing = await this.add(em, command, reseller);
      await this.audit.record(em, {
        organizationId: reseller.id,
        action: 'memberships.listing-created',
        subject: listing.id,
        facts: { offerId: listing.offer.id, sellingMinor: listing.sellingMinor },
      });
      return listingRecord(listing);
    });
  }

  private async add(em: EntityManager, command: CreateListing, { id: sellerId, federationId, ...reseller }: InNetwork): Promise<Listing> {
    const offer = await em.findOne(Offer, { id: command.offerId, federationId, archived: false }); // MEM-12
    if (!offer) throw new Missing('memberships.no-such-offer');
    checkCurrency(reseller, offer);
    checkPrice(command.sellingMinor, offer);

    const listing = em.create(Listing, {
      id: command.listingId,
      sellerId,
      federationId,
      offer,
      name: plainName(command.name) ?? nameIn(offer.names, reseller.languages),
      sellingMinor: command.sellingMinor ?? null,
      active: command.active ?? true,
      visibility: command.visibility ?? 'immediate',
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
