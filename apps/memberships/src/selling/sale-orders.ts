import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import type { MemberDescription } from '#contracts/identity/describe-members.query';
import type { SaleToMake, SoldMembership } from '#contracts/memberships/sales';
import { Idempotency } from '#platform/idempotency/idempotency';
import { holderOf } from '../domain/holder.js';
import { NotSellable } from '../domain/sale.errors.js';
import { isOrdered } from '../persistence/operations.js';
import { count, takenForUpdate } from '../persistence/quota-usage.js';
import { lockOffers, takeSlots } from '../persistence/slots.js';
import { listingsById } from '../persistence/stock.js';
import { isGood, judgeSales, toldOf, type JudgedSale, type SaleJudgedGood } from './judged-sales.js';
import { Operations } from './operations.js';
import { pairsOf, type Pairs } from './pairs.js';
import { SellersView } from './sellers-view.js';

/** A sale as it was ordered: judged, its places held. Memberships stand in the order of the sales that billing is told. */
export interface OrderedSale {
  readonly designerId: Uuid;
  readonly purchasedOn: LocalDate;
  readonly previewHash: string | null;
  readonly pairs: Pairs;
  readonly memberships: readonly {
    readonly membershipId: Uuid;
    readonly clientId: Uuid;
    readonly offerId: Uuid;
    readonly listingId: Uuid;
    readonly sellingMinor: number;
    readonly originalMinor: number;
    readonly currency: string;
    readonly effectiveOn: LocalDate;
    readonly expiresOn: LocalDate | null;
  }[];
}

/** Sales to make, all or none. Where a client buys, only of what the store lets clients have; `list` is what the request calls them. */
export interface SalesOrder {
  readonly operationId: Uuid;
  readonly sales: readonly SaleToMake[];
  readonly previewHash?: string;
  readonly byClient?: boolean;
  readonly list: 'sales' | 'purchases';
}

/** Holds the places of a sale and orders it, whoever asked for it; what becomes of it is answered by whoever carries it out (MEM-10). */
@Injectable()
export class SaleOrders {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly operations: Operations,
    private readonly view: SellersView,
  ) {}

  async sell(command: object, seller: ActingOrganization, order: SalesOrder): Promise<{ sales: SoldMembership[] }> {
    const { operationId } = order;
    const members = await this.view.members(order.sales);
    await this.idempotency.once(
      command,
      async (em) => {
        if (!(await isOrdered(em, operationId))) await this.order(em, order, seller, members);
        return { operationId };
      },
      { repeated: true },
    );
    return this.operations.answer(operationId);
  }

  private async order(
    em: EntityManager,
    { operationId, sales, previewHash, byClient, list }: SalesOrder,
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
    const judged = await judgeSales(em, sales, { seller, members, taken, byClient });
    const good = judged.filter(isGood);
    if (good.length < judged.length) throw new NotSellable(faultsOf(judged, list, byClient));

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

const faultsOf = (judged: readonly JudgedSale[], list: SalesOrder['list'], byClient = false) =>
  judged.flatMap((sale, i) => {
    if (isGood(sale)) return [];
    const { problem, facts } = toldOf(sale, byClient);
    return [{ pointer: `/${list}/${i}`, code: `memberships.${problem}`, detail: `${problem} ${words(facts)}`.trim() }];
  });

const words = (facts: Record<string, string | number>): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
