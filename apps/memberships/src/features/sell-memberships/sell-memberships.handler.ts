import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { derivedId } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import type { MemberDescription } from '#contracts/identity/describe-members.query';
import { SellMemberships, type SoldMembership } from '#contracts/memberships/sales';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { holderOf } from '../../domain/holder.js';
import { NotSellable } from '../../domain/sale.errors.js';
import { isOrdered } from '../../persistence/operations.js';
import { count, takenForUpdate } from '../../persistence/quota-usage.js';
import { lockOffers, takeSlots } from '../../persistence/slots.js';
import { listingsById } from '../../persistence/stock.js';
import { isGood, judgeSales, type SaleJudgedGood } from '../../selling/judged-sales.js';
import { Operations } from '../../selling/operations.js';
import { pairsOf } from '../../selling/pairs.js';
import { SellersView } from '../../selling/sellers-view.js';
import type { OrderedSale } from './carry-out-sale.js';

/** Holds the places of a sale and orders it; what becomes of it is answered by whoever carries it out. */
@CommandHandler(SellMemberships)
export class SellMembershipsHandler implements ICommandHandler<SellMemberships> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly operations: Operations,
    private readonly view: SellersView,
  ) {}

  async execute(command: SellMemberships): Promise<{ sales: SoldMembership[] }> {
    const acting = actingAdministrator();
    const members = await this.view.members(command.sales);
    await this.idempotency.once(
      command,
      async (em) => {
        if (!(await isOrdered(em, command.operationId))) await this.order(em, command, acting, members);
        return { operationId: command.operationId };
      },
      { repeated: true },
    );
    return this.operations.answer(command.operationId);
  }

  private async order(
    em: EntityManager,
    { operationId, sales, previewHash }: SellMemberships,
    acting: ActingOrganization,
    members: ReadonlyMap<string, MemberDescription>,
  ): Promise<void> {
    const sellerId = acting.id;
    const listingIds = sales.map(({ listingId }) => listingId);
    const listings = await listingsById(em, sellerId, listingIds);
    const offerIds = [...listings.values()].map(({ offer }) => offer.id);
    await lockOffers(em, offerIds); // First of all: what is held may not change while this is decided.
    const seller = await this.view.of(em, acting, listings.get(sales[0].listingId)?.designerId);
    const taken = await takenForUpdate(em, sellerId, offerIds);
    const judged = await judgeSales(em, sales, { seller, members, taken });
    const good = judged.filter(isGood);
    if (good.length < judged.length) throw new NotSellable(faultsOf(judged));

    const places = good.map((sale, i) => placeOf(sale, { membershipId: derivedId('membership', operationId, i), sellerId }));
    const { designerId } = good[0].listing;
    await takeSlots(em, { federationId: designerId, importId: null, operationId }, places);
    await count(
      em,
      Array.from(
        Map.groupBy(places, ({ offerId }) => offerId),
        ([offerId, of]) => ({ offerId, sellerId, by: of.length }),
      ),
    );
    const ordered: OrderedSale = {
      designerId,
      purchasedOn: seller.today,
      previewHash: previewHash ?? null,
      pairs: pairsOf(good, sellerId, (i) => derivedId('sale', operationId, i)),
      memberships: good.map(({ member, listing, effectiveOn, expiresOn }, i) => ({
        membershipId: places[i].membershipId,
        clientId: member.clientId,
        offerId: listing.offer.id,
        listingId: listing.id,
        sellingMinor: listing.sellingMinor ?? listing.offer.originalMinor, // MEM-4; of what is ongoing, a month's.
        originalMinor: listing.offer.originalMinor,
        currency: listing.offer.currency,
        effectiveOn,
        expiresOn,
      })),
    };
    await this.operations.order(em, { id: operationId, kind: 'sale', sellerId, ordered });
  }
}

const placeOf = ({ asked, listing, effectiveOn, expiresOn }: SaleJudgedGood, ids: { membershipId: string; sellerId: string }) => ({
  ...ids,
  personId: holderOf(asked),
  offerId: listing.offer.id,
  effectiveOn,
  expiresOn,
});

const faultsOf = (judged: Awaited<ReturnType<typeof judgeSales>>) =>
  judged.flatMap((sale, i) =>
    isGood(sale)
      ? []
      : [{ pointer: `/sales/${i}`, code: `memberships.${sale.problem}`, detail: `${sale.problem} ${words(sale.facts)}`.trim() }],
  );

const words = (facts: Record<string, string | number>): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
