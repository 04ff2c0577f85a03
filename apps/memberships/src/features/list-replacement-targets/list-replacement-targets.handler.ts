import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import { DescribeMembers, type MemberDescription } from '#contracts/identity/describe-members.query';
import { ListReplacementTargets, type ReplacementTarget } from '#contracts/memberships/replacement-targets.query';
import { message } from '#contracts/message';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { Messages } from '#platform/messaging/messages';
import { actingAdministrator } from '../../access.js';
import { holderOf } from '../../domain/holder.js';
import { nameIn } from '../../domain/offer.js';
import { type Candidate, isKnown, judgeTarget, sourceBar } from '../../domain/replacement-targets.js';
import { ReplacedByResellers } from '../../domain/replacement.errors.js';
import { Standing } from '../../domain/standing.js';
import { statusOn } from '../../domain/status.js';
import { candidatesFor } from '../../persistence/candidates.js';
import { type HeldMembership, heldMemberships } from '../../persistence/held-memberships.js';
import { takenBy } from '../../persistence/quota-usage.js';
import { holdingsOf, ownHoldingsOf } from '../../persistence/slots.js';

/** Shows a seller what may replace a membership it sold, and what bars the rest (REP-4). */
@QueryHandler(ListReplacementTargets)
export class ListReplacementTargetsHandler implements IQueryHandler<ListReplacementTargets> {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly clock: Clock,
  ) {}

  async execute({ membershipId }: ListReplacementTargets) {
    const seller = actingAdministrator();
    const held = await this.database.transaction((em) => soldBy(em, membershipId, seller.id));
    const member = { personId: held.personId, accountId: held.accountId };
    const { members } = await this.messages.ask(message(DescribeMembers, { members: [member] }));
    return this.database.transaction((em) => this.judge(em, held, seller, members[0]));
  }

  private async judge(em: EntityManager, held: HeldMembership, seller: ActingOrganization, person: MemberDescription | undefined) {
    const today = todayIn(seller.timeZone, this.clock.now());
    const { designerId, offerId } = held;
    const personId = holderOf(held);
    const source = { ...held, status: statusOn(held, today) };
    const holdings = designerId === seller.id ? await ownHoldingsOf(em, seller.id, [personId]) : await holdingsOf(em, [personId]);
    const standing = new Standing({ holdings, taken: await takenBy(em, seller.id) });
    const applicant = { personId, family: held.personId === null, gender: person?.gender ?? null, birthDate: person?.birthDate ?? null };
    const sale = { sellerId: seller.id, today, standing };
    const candidates = await candidatesFor(em, { designerId, sellerId: seller.id });
    return {
      barredBy: sourceBar(source),
      targets: candidates
        .filter((candidate) => candidate.offer.id !== offerId && isKnown(candidate, today))
        .map((candidate) => targetOf(candidate, judgeTarget(candidate, source, applicant, sale), seller.languages)),
    };
  }
}

/** REP-1: a federation may look at what its clubs sold, but only they replace it. */
async function soldBy(em: EntityManager, membershipId: Uuid, sellerId: Uuid): Promise<HeldMembership> {
  const [held] = await heldMemberships(em, [membershipId]);
  if (!held) throw new Missing('memberships.no-such-membership');
  if (held.sellerId !== sellerId) throw new ReplacedByResellers();
  return held;
}

function targetOf({ offer, listing }: Candidate, judged: ReturnType<typeof judgeTarget>, languages: readonly string[]): ReplacementTarget {
  const eligible = judged.barredBy === null;
  return {
    offerId: offer.id,
    listingId: listing?.id ?? null,
    name: listing?.name ?? nameIn(offer.names, languages),
    sellingMinor: listing && (listing.sellingMinor ?? offer.originalMinor), // MEM-4
    originalMinor: offer.originalMinor,
    currency: offer.currency,
    effectiveOn: eligible ? judged.effectiveOn : null,
    expiresOn: eligible ? judged.expiresOn : null,
    barredBy: judged.barredBy,
    facts: eligible ? null : judged.facts,
  };
}
