import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import type { MemberDescription } from '#contracts/identity/describe-members.query';
import type { SaleToMake, SoldMembership } from '#contracts/memberships/sales';
import { Idempotency } from '#platform/idempotency/idempotency';
import type { RowResult } from '../domain/batch.js';
import { holderOf } from '../domain/holder.js';
import { NotSellable } from '../domain/sale.errors.js';
import { isOrdered, type Operation } from '../persistence/operations.js';
import { count, takenForUpdate } from '../persistence/quota-usage.js';
import { lockOffers, takeSlots } from '../persistence/slots.js';
import { listingsById } from '../persistence/stock.js';
import { isGood, judgeSales, toldOf, type JudgedSale, type SaleJudgedGood } from './judged-sales.js';
import { Operations } from './operations.js';
import { pairsOf, type Pairs } from './pairs.js';
import { SellersView } from './sellers-view.js';

/** Which rows of a batch order an operation carries out, in its order, and which it had to leave out. */
export interface BatchRows {
  readonly rows: readonly number[];
  readonly leftOut: readonly RowResult[];
}

/** What binds an order to what somebody confirmed. */
export interface Confirmed {
  readonly previewHash?: string | null;
  readonly hashes?: readonly string[]; // Sale by sale, of a part of a batch order.
  readonly batch?: BatchRows;
}

/** A sale as it was ordered: judged, its places held. Memberships stand in the order of the sales that billing is told. */
export interface OrderedSale {
  readonly designerId: Uuid;
  readonly purchasedOn: LocalDate;
  readonly previewHash: string | null;
  readonly hashes?: readonly string[]; // Sale by sale, of a part of a batch order.
  readonly batch?: BatchRows;
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

/** Holds the places of sales and orders them, whoever asked for them; what becomes of them is answered by whoever carries them out (MEM-10). */
@Injectable()
export class SaleOrders {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly operations: Operations,
    private readonly view: SellersView,
  ) {}

  async sell(command: object, seller: ActingOrganization, asked: SalesOrder): Promise<{ sales: SoldMembership[] }> {
    const { operationId } = asked;
    const members = await this.view.members(asked.sales);
    await this.idempotency.once(
      command,
      async (em) => {
        if (!(await isOrdered(em, operationId))) await this.allOrNone(em, asked, seller, members);
        return { operationId };
      },
      { repeated: true },
    );
    return this.operations.answer(operationId);
  }

  private async allOrNone(
    em: EntityManager,
    { operationId, sales, previewHash, byClient, list }: SalesOrder,
    acting: ActingOrganization,
    members: ReadonlyMap<string, MemberDescription>,
  ): Promise<void> {
    const judged = await this.judged(em, acting, sales, members, byClient);
    const good = judged.filter(isGood);
    if (good.length < judged.length) throw new NotSellable(faultsOf(judged, list, byClient));
    await this.order(em, operationId, acting, good, { previewHash });
  }

  /** Judges sales under the locks of a reservation. */
  async judged(
    em: EntityManager,
    acting: ActingOrganization,
    sales: readonly SaleToMake[],
    members: ReadonlyMap<string, MemberDescription>,
    byClient?: boolean,
  ): Promise<JudgedSale[]> {
    const listingIds = [...new Set(sales.map(({ listingId }) => listingId))];
    const listings = await listingsById(em, acting.id, listingIds);
    const offerIds = [...listings.values()].map(({ offer }) => offer.id);
    await lockOffers(em, offerIds); // First of all: what is held may not change while this is decided.
    const seller = await this.view.of(em, acting, listings.get(sales[0].listingId)?.designerId);
    const taken = await takenForUpdate(em, acting.id, offerIds);
    return judgeSales(em, sales, { seller, members, taken, byClient });
  }

  /** Holds the places of those that are to be made, and orders them. */
  async order(
    em: EntityManager,
    operationId: Uuid,
    acting: ActingOrganization,
    good: readonly SaleJudgedGood[],
    { previewHash = null, hashes, batch }: Confirmed,
  ): Promise<Operation> {
    const { id: sellerId, timeZone } = acting;
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
      purchasedOn: this.view.todayIn(timeZone),
      previewHash,
      ...(hashes && { hashes, batch }),
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
    const operation = { id: operationId, kind: 'sale', sellerId, ordered } as const;
    return batch ? this.operations.orderForSaga(em, operation) : this.operations.order(em, operation);
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
