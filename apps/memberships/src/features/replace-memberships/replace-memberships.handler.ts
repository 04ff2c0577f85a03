import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { derivedId } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import type { MemberDescription } from '#contracts/identity/describe-members.query';
import { type ReplacedMembership, ReplaceMemberships } from '#contracts/memberships/replacements';
import { Database } from '#platform/database/database';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { holderOf } from '../../domain/holder.js';
import { BeingReplaced, NotReplaceable } from '../../domain/replacement.errors.js';
import { candidatesFor } from '../../persistence/candidates.js';
import { isOrdered } from '../../persistence/operations.js';
import { count, takenForUpdate } from '../../persistence/quota-usage.js';
import { holdMemberships } from '../../persistence/replacements.js';
import { lockOffers, takeSlots } from '../../persistence/slots.js';
import { isReplaceable, type JudgedReplacement, judgeReplacements, replacedBy } from '../../selling/judged-replacements.js';
import { Operations } from '../../selling/operations.js';
import { replacementsOf } from '../../selling/replacements.js';
import { SellersView } from '../../selling/sellers-view.js';
import type { OrderedReplacement } from './carry-out-replacement.js';

/** Holds the old memberships and the places of the new ones, and orders the replacement (REP-13). */
@CommandHandler(ReplaceMemberships)
export class ReplaceMembershipsHandler implements ICommandHandler<ReplaceMemberships> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly operations: Operations,
    private readonly view: SellersView,
  ) {}

  async execute(command: ReplaceMemberships): Promise<{ replacements: ReplacedMembership[] }> {
    const acting = actingAdministrator();
    const ids = command.replacements.map(({ membershipId }) => membershipId);
    const held = await this.database.transaction((em) => replacedBy(em, acting.id, ids), { repeated: true });
    const members = await this.view.members([...held.values()]);
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
    { operationId, replacements, previewHash }: ReplaceMemberships,
    acting: ActingOrganization,
    members: ReadonlyMap<string, MemberDescription>,
  ): Promise<void> {
    const sellerId = acting.id;
    const ids = replacements.map(({ membershipId }) => membershipId);
    const known = await replacedBy(em, sellerId, ids);
    const elsewhere = await holdMemberships(em, [...known.keys()], { sellerId, operationId }); // Before they are judged: nothing ends them meanwhile.
    if (elsewhere.length > 0) throw new BeingReplaced();
    const designerId = [...known.values()][0]?.designerId ?? sellerId;
    const asked = new Set(replacements.map(({ listingId }) => listingId));
    const candidates = await candidatesFor(em, { designerId, sellerId });
    const offerIds = candidates.filter(({ listing }) => listing && asked.has(listing.id)).map(({ offer }) => offer.id);
    await lockOffers(em, offerIds); // First of all: what is held may not change while this is decided.
    const taken = await takenForUpdate(em, sellerId, offerIds);
    const held = await replacedBy(em, sellerId, ids);
    const seller = await this.view.of(em, acting, designerId);
    const judged = await judgeReplacements(em, replacements, { seller, held, members, taken });
    const good = judged.filter(isReplaceable);
    if (good.length < judged.length) throw new NotReplaceable(faultsOf(judged));

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
      replacedOn: seller.today,
      previewHash,
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
    await this.operations.order(em, { id: operationId, kind: 'replacement', sellerId, ordered });
  }
}

const faultsOf = (judged: readonly JudgedReplacement[]) =>
  judged.flatMap((one, i) =>
    isReplaceable(one)
      ? []
      : [{ pointer: `/replacements/${i}`, code: `memberships.${one.problem}`, detail: [one.problem, ...words(one.facts)].join(' ') }],
  );

const words = (facts: Record<string, string | number>): string[] => Object.entries(facts).map(([name, value]) => `${name} ${value}`);
