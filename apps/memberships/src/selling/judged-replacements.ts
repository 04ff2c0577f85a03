import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { MemberDescription } from '#contracts/identity/describe-members.query';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import type { IrreplaceableBecause, ReplacementToMake } from '#contracts/memberships/replacements';
import type { LocalDate } from '#kernel/dates';
import { holderOf } from '../domain/holder.js';
import type { Facts } from '../domain/judge-sale.js';
import type { StockedOffer } from '../domain/listing.js';
import { type Candidate, judgeTarget } from '../domain/replacement-targets.js';
import { ReplacedByResellers } from '../domain/replacement.errors.js';
import { Standing } from '../domain/standing.js';
import { statusOn } from '../domain/status.js';
import { candidatesFor } from '../persistence/candidates.js';
import { type HeldMembership, heldMemberships } from '../persistence/held-memberships.js';
import { takenBy, type Taken } from '../persistence/quota-usage.js';
import { holdingsOf, ownHoldingsOf } from '../persistence/slots.js';
import { billed, memberKey, type Seller } from './judged-sales.js';

/** A replacement that may be made. */
export interface ReplacementJudgedGood {
  readonly asked: ReplacementToMake;
  readonly held: HeldMembership;
  readonly listing: StockedOffer;
  readonly effectiveOn: LocalDate;
  readonly expiresOn: LocalDate | null;
  readonly billedUntil: LocalDate | null;
  readonly terms: ListingTerms;
}

export type JudgedReplacement = ReplacementJudgedGood | { readonly problem: IrreplaceableBecause; readonly facts: Facts };

export const isReplaceable = (judged: JudgedReplacement): judged is ReplacementJudgedGood => !('problem' in judged);

/** The memberships that are to be replaced. REP-1: a federation sees what its clubs sold, and replaces none of it. */
export async function replacedBy(em: EntityManager, sellerId: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, HeldMembership>> {
  const held = await heldMemberships(em, ids);
  if (held.some((membership) => membership.sellerId !== sellerId)) throw new ReplacedByResellers();
  return new Map(held.map((membership) => [membership.id, membership]));
}

/** Judges replacements one after the other, each counting for the next; each target as any sale is (REP-4). */
export async function judgeReplacements(
  em: EntityManager,
  asked: readonly ReplacementToMake[],
  setting: { seller: Seller; held: ReadonlyMap<Uuid, HeldMembership>; members: ReadonlyMap<string, MemberDescription>; taken?: Taken },
): Promise<JudgedReplacement[]> {
  const { seller, held, members } = setting;
  const designerId = [...held.values()][0]?.designerId ?? seller.id;
  const candidates = await candidatesFor(em, { designerId, sellerId: seller.id });
  const byListing = new Map(candidates.flatMap((candidate) => (candidate.listing ? [[candidate.listing.id, candidate] as const] : [])));
  const holders = [...held.values()].map(holderOf);
  const holdings = designerId === seller.id ? await ownHoldingsOf(em, seller.id, holders) : await holdingsOf(em, holders);
  const standing = new Standing({ holdings, taken: setting.taken ?? (await takenBy(em, seller.id)) });
  const seen = new Set<Uuid>();

  return asked.map((one) => {
    const membership = held.get(one.membershipId);
    const target = byListing.get(one.listingId);
    if (!membership || seen.has(one.membershipId)) return problem('no-such-membership');
    seen.add(one.membershipId);
    if (membership.designerId !== designerId) return problem('other-designer'); // Billed at other levels.
    if (!target) return problem('no-such-listing');
    return judge(one, membership, target, { seller, person: members.get(memberKey(membership)), standing });
  });
}

function judge(
  asked: ReplacementToMake,
  held: HeldMembership,
  target: Candidate,
  { seller, person, standing }: { seller: Seller; person: MemberDescription | undefined; standing: Standing },
): JudgedReplacement {
  const personId = holderOf(held);
  const applicant = { personId, family: held.personId === null, gender: person?.gender ?? null, birthDate: person?.birthDate ?? null };
  const source = { ...held, status: statusOn(held, seller.today) };
  const judged = judgeTarget(target, source, applicant, { sellerId: seller.id, today: seller.today, standing });
  if (judged.barredBy) return { problem: judged.barredBy, facts: judged.facts };
  const { effectiveOn, expiresOn } = judged;
  const listing = { ...target.listing!, offer: target.offer };
  standing.add({ personId, offerId: target.offer.id, sellerId: seller.id, effectiveOn, expiresOn });
  return { asked, held, listing, effectiveOn, expiresOn, ...billed(listing, { effectiveOn, expiresOn }, seller.languages) };
}

const problem = (because: IrreplaceableBecause): JudgedReplacement => ({ problem: because, facts: {} });
