import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Uuid } from '#kernel/ids';
import { AssessSales, type AssessedSale, type ListingTerms, type SaleToAssess } from '#contracts/memberships/assess-sales.query';
import { Database } from '#platform/database/database';
import { actingSeller } from '../../access.js';
import { termsOf } from '../../domain/frozen-terms.js';
import { type Sale, judgeSale } from '../../domain/judge-sale.js';
import { type StockedOffer, Warehouse } from '../../domain/listing.js';
import { Standing } from '../../domain/standing.js';
import { takenBy, type Taken } from '../../persistence/quota-usage.js';
import { Sellers } from '../../persistence/sellers.js';
import { holdingsOf } from '../../persistence/slots.js';
import { stockOf } from '../../persistence/stock.js';

/** Judges the sales of a file without making any: three reads bring what a batch needs, the rules decide in memory. */
@QueryHandler(AssessSales)
export class AssessSalesHandler implements IQueryHandler<AssessSales> {
  constructor(
    private readonly database: Database,
    private readonly sellers: Sellers,
  ) {}

  execute({ earlier, sales }: AssessSales): Promise<{ listings: ListingTerms[]; sales: AssessedSale[] }> {
    const { sellerId, federationId } = actingSeller();
    return this.database.transaction(async (em) => {
      const today = await this.sellers.today(em, sellerId);
      const languages = await this.sellers.languagesOf(em, federationId);
      const warehouse = new Warehouse(await stockOf(em, sellerId), today);
      const people = sales.map(({ personId }) => personId);
      const holdings = await holdingsOf(em, people);
      const taken = plus(await takenBy(em, sellerId), earlier.byOffer);
      const counter = { sellerId, today, standing: new Standing({ holdings, taken }), mustExpire: true };

      const assessed = sales.map((sale) => assess(sale, warehouse, counter));
      const listings = new Map(assessed.flatMap(({ listing }) => (listing ? [[listing.id, listing]] : [])));
      return {
        listings: [...listings.values()].map((listing) => termsOf(listing, languages)),
        sales: assessed.map(({ sale }) => sale),
      };
    });
  }
}

function assess(
  asked: SaleToAssess,
  warehouse: Warehouse<StockedOffer>,
  counter: Sale,
): { sale: AssessedSale; listing: StockedOffer | null } {
  const nothing = { row: asked.row, listingId: null, effectiveOn: null, expiresOn: null, facts: null };
  const { listing, problem } = warehouse.find(asked.membership);
  if (!listing) return { sale: { ...nothing, problem }, listing };

  const judged = judgeSale(asked, listing.offer, counter);
  const named = { ...nothing, listingId: listing.id };
  if (judged.problem) return { sale: { ...named, problem: judged.problem, facts: judged.facts }, listing };

  const { effectiveOn, expiresOn } = judged;
  counter.standing.add({ personId: asked.personId, offerId: listing.offer.id, sellerId: counter.sellerId, effectiveOn, expiresOn });
  return { sale: { ...named, problem: null, effectiveOn, expiresOn }, listing };
}

/** The rows of the file judged good in earlier batches count like sales. */
function plus(taken: Taken, byOffer: Record<Uuid, number>): Taken {
  const sum = new Map(taken);
  for (const [offerId, sold] of Object.entries(byOffer)) sum.set(offerId, (sum.get(offerId) ?? 0) + sold);
  return sum;
}
