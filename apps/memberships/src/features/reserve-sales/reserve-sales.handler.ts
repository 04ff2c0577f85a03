import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { derivedId, type Uuid } from '#kernel/ids';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { ReserveSales } from '#contracts/memberships/reserve-sales.command';
import { Database } from '#platform/database/database';
import { actingSeller, type ActingSeller } from '../../access.js';
import { changeSince } from '../../domain/frozen-terms.js';
import type { StockedOffer } from '../../domain/listing.js';
import { type Refusal, takeSlot } from '../../domain/reserve.js';
import { Standing } from '../../domain/standing.js';
import { freezeTerms, frozenTermsOf } from '../../persistence/frozen-terms.js';
import { count, takenForUpdate } from '../../persistence/quota-usage.js';
import { Sellers } from '../../persistence/sellers.js';
import { type Slot, findOwnSlots, holdingsOf, lockOffers, takeSlots } from '../../persistence/slots.js';
import { stockOf } from '../../persistence/stock.js';

interface Reserved {
  changed: ListingTerms[];
  refused: { row: number; problem: Refusal }[];
}

/** Holds slots and quota for rows of a committed import and freezes its terms. A repeat finds what the first try reserved. */
@CommandHandler(ReserveSales)
export class ReserveSalesHandler implements ICommandHandler<ReserveSales> {
  constructor(
    private readonly database: Database,
    private readonly sellers: Sellers,
  ) {}

  execute(command: ReserveSales): Promise<Reserved> {
    const seller = actingSeller();
    return this.database.transaction(async (em) => {
      const today = await this.sellers.today(em, seller.sellerId);
      const languages = await this.sellers.languagesOf(em, seller.federationId);
      // First of all: what is frozen, sold and held may not change while this is decided.
      const offerIds = command.terms.map(({ offerId }) => offerId);
      await lockOffers(em, offerIds);
      const stock = new Map((await stockOf(em, seller.sellerId)).map((listing) => [listing.id, listing]));
      const frozen = await frozenTermsOf(em, command.importId);
      const changed = command.terms.flatMap((shown) => {
        const now = { frozen: frozen.get(shown.offerId), listing: stock.get(shown.listingId), today, languages };
        return changeSince(shown, now) ?? [];
      });
      if (changed.length > 0) return { changed, refused: [] };

      const fresh = command.terms.filter(({ offerId }) => !frozen.has(offerId));
      await freezeTerms(em, command.importId, seller.sellerId, fresh);
      return { changed: [], refused: await this.reserve(em, command, seller, stock) };
    });
  }

  private async reserve(em: EntityManager, { importId, terms, sales }: ReserveSales, seller: ActingSeller, stock: Map<Uuid, StockedOffer>) {
    const { sellerId, federationId } = seller;
    const onTerms = new Set(terms.map(({ listingId }) => listingId));
    const offerIds = terms.map(({ offerId }) => offerId);
    const taken = await takenForUpdate(em, sellerId, offerIds);
    const ids = sales.map(({ row }) => derivedId('membership', importId, row));
    const people = sales.map(({ personId }) => personId);
    const reservedBefore = await findOwnSlots(em, ids);
    const standing = new Standing({ holdings: await holdingsOf(em, people), taken });

    const refused: Reserved['refused'] = [];
    const slots: Slot[] = [];
    for (const [i, { row, listingId, ...sale }] of sales.entries()) {
      const { offer } = listingIn(stock, listingId, onTerms);
      const slot = { ...sale, membershipId: ids[i], offerId: offer.id, sellerId };
      if (reservedBefore.has(slot.membershipId)) continue;
      const problem = takeSlot(slot, offer.quotaPerReseller, standing);
      if (problem) refused.push({ row, problem });
      else slots.push(slot);
    }
    await takeSlots(em, { federationId, importId }, slots);
    const changes = offerIds.map((offerId) => ({ offerId, sellerId, by: standing.taken(offerId) - (taken.get(offerId) ?? 0) }));
    await count(em, changes);
    return refused;
  }
}

function listingIn(stock: Map<Uuid, StockedOffer>, listingId: Uuid, onTerms: Set<Uuid>): StockedOffer {
  const listing = stock.get(listingId);
  if (!listing || !onTerms.has(listingId)) throw new Error(`a sale names listing ${listingId}, which is not among the terms`);
  return listing;
}
