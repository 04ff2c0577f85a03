import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { ReplaceSales, type ReplacedSale } from '#contracts/billing/pairs';
import { MembershipsReplaced } from '#contracts/memberships/sale-events';
import type { ReplacedMembership } from '#contracts/memberships/replacements';
import { message } from '#contracts/message';
import { Audit } from '#platform/audit/audit';
import { Messages } from '#platform/messaging/messages';
import { Outbox } from '#platform/outbox/outbox';
import { CrashPoints } from '#platform/service/crash-points';
import { followHomes } from '../../persistence/home-moves.js';
import { insertMemberships } from '../../persistence/memberships.js';
import type { OperationHead } from '../../persistence/operations.js';
import { count, takenForUpdate } from '../../persistence/quota-usage.js';
import { endAsReplaced, letGo } from '../../persistence/replacements.js';
import { type Course, Operations } from '../../selling/operations.js';
import type { BatchRows } from '../../selling/sale-orders.js';
import type { BilledReplacements } from '../../selling/replacements.js';

/** A replacement as it was ordered: judged, its places held. Memberships stand in the order of what billing is told. */
export interface OrderedReplacement {
  readonly designerId: Uuid;
  readonly replacedOn: LocalDate;
  readonly previewHash: string | null;
  readonly hashes?: readonly string[]; // One by one, of a part of a batch order.
  readonly batch?: BatchRows;
  readonly billing: BilledReplacements;
  readonly memberships: readonly {
    readonly membershipId: Uuid;
    readonly replacedId: Uuid;
    readonly replacedOfferId: Uuid;
    readonly personId: Uuid | null;
    readonly accountId: Uuid;
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

/** REP-7, REP-10: four documents of billing each, then the person loses the old membership and gains the new. */
@Injectable()
export class CarryOutReplacement implements Course<OrderedReplacement, ReplacedSale[]>, OnModuleInit {
  constructor(
    private readonly operations: Operations,
    private readonly messages: Messages,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly crashPoints: CrashPoints,
  ) {}

  onModuleInit(): void {
    this.operations.register('replacement', this);
  }

  async bill(operationId: Uuid, { billing, previewHash, hashes }: OrderedReplacement): Promise<ReplacedSale[]> {
    const command = message(ReplaceSales, { ...billing, previewHash: previewHash ?? undefined, hashes: hashes && [...hashes] });
    return (await this.messages.ask(command, { idempotencyKey: operationId })).replacements;
  }

  async finish(em: EntityManager, { id, sellerId }: OperationHead, ordered: OrderedReplacement, billed: ReplacedSale[]): Promise<object> {
    const { memberships, billing, designerId, replacedOn } = ordered;
    const offersLeft = memberships.map(({ replacedOfferId }) => replacedOfferId);
    await takenForUpdate(em, sellerId, offersLeft);
    await insertMemberships(
      em,
      { sellerId, federationId: designerId, purchasedOn: replacedOn, importId: null, operationId: id },
      memberships.map(({ membershipId, ...membership }, i) => ({
        ...membership,
        id: membershipId,
        saleId: billing.replacements[i].newSaleId,
        importRow: null,
      })),
    );
    this.crashPoints.reach('memberships.replacement.new-made');
    const pairs = memberships.map(({ replacedId, membershipId }) => ({ membershipId: replacedId, newMembershipId: membershipId }));
    const ended = await endAsReplaced(em, pairs, { operationId: id, on: replacedOn });
    this.crashPoints.reach('memberships.replacement.old-ended');
    if (ended !== pairs.length) throw new Error(`${pairs.length - ended} memberships of operation ${id} had ended already`);
    await followHomes(em, pairs, replacedOn);
    await count(
      em,
      Array.from(
        Map.groupBy(offersLeft, (offerId) => offerId),
        ([offerId, left]) => ({ offerId, sellerId, by: -left.length }),
      ),
    );
    await letGo(em, id);
    await this.audit.record(em, {
      organizationId: sellerId,
      action: 'memberships.memberships-replaced',
      subject: id,
      facts: { memberships: pairs.length },
    });
    await this.outbox.add(em, MembershipsReplaced, {
      operationId: id,
      organizationId: sellerId,
      federationId: billing.federationId,
      memberships: memberships.map(({ replacedId, membershipId, personId, offerId, listingId, effectiveOn, expiresOn }, i) => ({
        membershipId: replacedId,
        newMembershipId: membershipId,
        personId,
        offerId,
        listingId,
        saleId: billing.replacements[i].newSaleId,
        effectiveOn,
        expiresOn,
      })),
    });
    return { replacements: memberships.map((membership, i) => replaced(membership, billed[i])) };
  }

  async giveBack(em: EntityManager, operationId: Uuid): Promise<void> {
    await letGo(em, operationId);
  }
}

const replaced = (
  { replacedId, membershipId, listingId, effectiveOn, expiresOn }: OrderedReplacement['memberships'][number],
  { newSaleId, client, corporate }: ReplacedSale,
): ReplacedMembership => ({
  membershipId: replacedId,
  newMembershipId: membershipId,
  newSaleId,
  listingId,
  effectiveOn,
  expiresOn,
  client,
  corporate,
});
