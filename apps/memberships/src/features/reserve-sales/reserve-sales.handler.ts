import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { derivedId, type Uuid } from '#kernel/ids';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { ReserveSales } from '#contracts/memberships/reserve-sales.command';
import { Database } from '#platform/database/database';
import { actingSeller } from '../../access.js';
import { sameTerms, termsOf } from '../../domain/frozen-terms.js';
import { sellable } from '../../domain/listing.js';
import { nameIn } from '../../domain/offer.js';
import { type Refusal, takeSlot } from '../../domain/reserve.js';
import { Standing } from '../../domain/standing.js';
import { freezeTerms, frozenTermsOf } from '../../persistence/frozen-terms.js';
import { count, takenForUpdate } from '../../persistence/quota-usage.js';
import { Sellers, type Seller } from '../../persistence/sellers.js';
import { type Slot, findOwnSlots, holdingsOf, lockOffers, takeSlots } from '../../persistence/slots.js';
import { stockOf, type StockRow } from '../../persistence/stock.js';

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
    const acting = actingSeller();
    return this.database.transaction(async (em) => {
      const seller = await this.sellers.get(em, acting);
      // First of all: what is frozen, sold and held may not change while this is decided.
      await lockOffers(
        em,
        command.terms.map(({ offerId }) => offerId),
      );
      const stock = new Map((await stockOf(em, seller.id)).map((listing) => [listing.id, listing]));
      const frozen = await frozenTermsOf(em, command.importId);
      const changed = command.terms.flatMap((shown) => changeOf(shown, frozen, stock.get(shown.listingId), seller));
      if (changed.length > 0) return { changed, refused: [] };

      await freezeTerms(
        em,
        command.importId,
        seller.id,
        command.terms.filter(({ offerId }) => !frozen.has(offerId)),
      );
      return { changed: [], refused: await this.reserve(em, command, seller, stock) };
    });
  }

  private async reserve(em: EntityManager, { importId, terms, sales }: ReserveSales, seller: Seller, stock: Map<Uuid, StockRow>) {
    const onTerms = new Set(terms.map(({ listingId }) => listingId));
    const offerIds = terms.map(({ offerId }) => offerId);
    const taken = await takenForUpdate(em, seller.id, offerIds);
    const reservedBefore = await findOwnSlots(
      em,
      sales.map(({ row }) => membershipId(importId, row)),
    );
    const holdings = await holdingsOf(
      em,
      sales.map(({ personId }) => personId),
    );
    const standing = new Standing({ holdings, taken });

    const refused: Reserved['refused'] = [];
    const slots: Slot[] = [];
    for (const { row, listingId, ...sale } of sales) {
      const { offer } = listingIn(stock, listingId, onTerms);
      const slot = { ...sale, membershipId: membershipId(importId, row), offerId: offer.id, sellerId: seller.id };
      if (reservedBefore.has(slot.membershipId)) continue;
      const problem = takeSlot(slot, offer.quotaPerReseller, standing);
      if (problem) refused.push({ row, problem });
      else slots.push(slot);
    }
    await takeSlots(em, { federationId: seller.federationId, importId }, slots);
    await count(
      em,
      offerIds.map((offerId) => ({ offerId, sellerId: seller.id, by: standing.taken(offerId) - (taken.get(offerId) ?? 0) })),
    );
    return refused;
  }
}

const membershipId = (importId: Uuid, row: number): Uuid => derivedId('membership', importId, row);

/** The terms as they are now, when they are not what the preview showed: a price, a name, or no longer on sale. */
function changeOf(shown: ListingTerms, frozen: Map<Uuid, ListingTerms>, listing: StockRow | undefined, seller: Seller): ListingTerms[] {
  const earlier = frozen.get(shown.offerId);
  if (earlier) return sameTerms(earlier, shown) ? [] : [earlier];
  if (!listing) return [shown];
  const now = termsOf(listing, nameIn(listing.offerNames, seller.federationLanguages));
  return sellable(listing, seller.today) && sameTerms(now, shown) ? [] : [now];
}

function listingIn(stock: Map<Uuid, StockRow>, listingId: Uuid, onTerms: Set<Uuid>): StockRow {
  const listing = stock.get(listingId);
  if (!listing || !onTerms.has(listingId)) throw new Error(`a sale names listing ${listingId}, which is not among the terms`);
  return listing;
}
