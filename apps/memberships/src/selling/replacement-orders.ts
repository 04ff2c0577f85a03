import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { derivedId, type Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import type { MemberDescription } from '#contracts/identity/describe-members.query';
import type { ReplacementToMake } from '#contracts/memberships/replacements';
import { holderOf } from '../domain/holder.js';
import type { OrderedReplacement } from '../features/replace-memberships/carry-out-replacement.js';
import { candidatesFor } from '../persistence/candidates.js';
import { count, takenForUpdate } from '../persistence/quota-usage.js';
import { holdMemberships } from '../persistence/replacements.js';
import { lockOffers, takeSlots } from '../persistence/slots.js';
import { type JudgedReplacement, judgeReplacements, replacedBy, type ReplacementJudgedGood } from './judged-replacements.js';
import type { Operation } from '../persistence/operations.js';
import { Operations } from './operations.js';
import { replacementsOf } from './replacements.js';
import type { Confirmed } from './sale-orders.js';
import { SellersView } from './sellers-view.js';

/** Keeps memberships from other operations, judges their replacements, then holds the places of the new ones and orders them (REP-13). */
@Injectable()
export class ReplacementOrders {
  constructor(
    private readonly operations: Operations,
    private readonly view: SellersView,
  ) {}

  /** Judged, and which of the memberships another operation keeps already. */
  async judged(
    em: EntityManager,
    operationId: Uuid,
    acting: ActingOrganization,
    replacements: readonly ReplacementToMake[],
    members: ReadonlyMap<string, MemberDescription>,
  ): Promise<{ judged: JudgedReplacement[]; elsewhere: ReadonlySet<Uuid> }> {
    const sellerId = acting.id;
    const ids = replacements.map(({ membershipId }) => membershipId);
    const known = await replacedBy(em, sellerId, ids);
    const elsewhere = await holdMemberships(em, [...known.keys()], { sellerId, operationId }); // Before they are judged: nothing ends them meanwhile.
    const designerId = [...known.values()][0]?.designerId ?? sellerId;
    const asked = new Set(replacements.map(({ listingId }) => listingId));
    const candidates = await candidatesFor(em, { designerId, sellerId });
    const offerIds = candidates.filter(({ listing }) => listing && asked.has(listing.id)).map(({ offer }) => offer.id);
    await lockOffers(em, offerIds); // First of all: what is held may not change while this is decided.
    const taken = await takenForUpdate(em, sellerId, offerIds);
    const held = await replacedBy(em, sellerId, ids);
    const seller = await this.view.of(em, acting, designerId);
    return { judged: await judgeReplacements(em, replacements, { seller, held, members, taken }), elsewhere: new Set(elsewhere) };
  }

  async order(
    em: EntityManager,
    operationId: Uuid,
    { id: sellerId, timeZone }: ActingOrganization,
    good: readonly ReplacementJudgedGood[],
    { previewHash = null, hashes, batch }: Confirmed,
  ): Promise<Operation> {
    const { designerId } = good[0].held;
    const places = good.map(({ held: old, listing, effectiveOn, expiresOn }, i) => ({
      membershipId: derivedId('membership', operationId, i),
      sellerId,
      personId: holderOf(old),
      offerId: listing.offer.id,
      effectiveOn,
      expiresOn,
    }));
    await takeSlots(em, { federationId: designerId, importId: null, operationId }, places);
    await count(
      em,
      Array.from(
        Map.groupBy(places, ({ offerId }) => offerId),
        ([offerId, of]) => ({ offerId, sellerId, by: of.length }),
      ),
    );
    const ordered: OrderedReplacement = {
      designerId,
      replacedOn: this.view.todayIn(timeZone),
      previewHash,
      ...(hashes && { hashes, batch }),
      billing: replacementsOf(good, sellerId, operationId),
      memberships: good.map(({ held: old, listing }, i) => ({
        ...places[i],
        personId: old.personId,
        replacedId: old.id,
        replacedOfferId: old.offerId,
        accountId: old.accountId,
        clientId: old.clientId,
        listingId: listing.id,
        sellingMinor: listing.sellingMinor ?? listing.offer.originalMinor, // MEM-4
        originalMinor: listing.offer.originalMinor,
        currency: listing.offer.currency,
      })),
    };
    const operation = { id: operationId, kind: 'replacement', sellerId, ordered } as const;
    return batch ? this.operations.orderForSaga(em, operation) : this.operations.order(em, operation);
  }
}
