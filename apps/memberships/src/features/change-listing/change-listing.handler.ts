import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LockMode } from '@mikro-orm/postgresql';
import { ListingChanged } from '#contracts/memberships/catalogue-events';
import { ChangeListing, type ListingRecord } from '#contracts/memberships/offers';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { changedFields } from '../../domain/changed-fields.js';
import { plainName, plainText } from '../../domain/name.js';
import { checkPrice } from '../../domain/price-editing.js';
import { visibilityAfter } from '../../domain/visibility.js';
import { Listing, listingRecord } from '../../persistence/listing.entity.js';
import { Offer } from '../../persistence/offer.entity.js';

/** Changes what somebody sells, and for how much, from now on. Names change everywhere but on issued invoices (MEM-8). */
@CommandHandler(ChangeListing)
export class ChangeListingHandler implements ICommandHandler<ChangeListing> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  execute(command: ChangeListing): Promise<ListingRecord> {
    const seller = actingAdministrator();
    return this.idempotency.once(command, async (em) => {
      const own = { id: command.listingId, sellerId: seller.id };
      const listing = await em.findOne(Listing, own, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!listing) throw new Missing('memberships.no-such-listing');
      if (listing.version !== command.version) throw new Stale('memberships.stale-listing', { version: listing.version });
      const offer = await em.findOneOrFail(Offer, listing.offer.id); // Read apart: the lock is for the listing only.
      if (command.sellingMinor !== listing.sellingMinor) checkPrice(command.sellingMinor, offer);

      const before = listingRecord(listing);
      Object.assign(listing, {
        ...visibilityAfter({ visibility: listing.visibility, visibleFrom: listing.visibleFrom ?? null }, command),
        name: plainName(command.name) ?? listing.name,
        description: command.description === undefined ? listing.description : plainText(command.description),
        sellingMinor: command.sellingMinor === undefined ? listing.sellingMinor : command.sellingMinor,
        active: command.active ?? listing.active,
        version: listing.version + 1,
      });
      await em.flush();
      await this.audit.record(em, {
        organizationId: seller.id,
        action: 'memberships.listing-changed',
        subject: listing.id,
        facts: { version: listing.version, sellingMinor: listing.sellingMinor, active: listing.active },
      });
      const after = listingRecord(listing);
      const told = { listingId: listing.id, offerId: offer.id, organizationId: seller.id, version: listing.version };
      await this.outbox.add(em, ListingChanged, { ...told, changed: changedFields(before, after) });
      return after;
    });
  }
}
