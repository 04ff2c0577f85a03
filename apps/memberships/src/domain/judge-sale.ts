import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { SaleProblem } from '#contracts/memberships/assess-sales.query';
import { type Applicant, ineligibility } from './eligibility.js';
import { type Holding, holdingFacts, holdingInTheWay, renewalStart } from './holding.js';
import type { SellableOffer } from './listing.js';
import { quotaReached } from './quota.js';
import type { Standing } from './standing.js';
import { type Period, expirationOf, startOf } from './term.js';

/*
 * May this reseller sell this membership to this person today, and for which period? The one code path of imports, single
 * sales and replacements (MEM-10). Holding comes first: somebody who already has the membership is skipped with a
 * warning (IMP-11), whatever else could be said about the sale.
 */

export interface AskedSale extends Applicant {
  readonly personId: Uuid | null; // Who would hold it: a person, or an account. Null: somebody new.
  readonly family?: boolean; // An account as a whole.
  readonly expiresOn: LocalDate | null; // What the seller asks for; the federation's own wins.
}

export type Facts = Record<string, string | number>;
export type Judgement = ({ readonly problem: null } & Period) | { readonly problem: SaleProblem; readonly facts: Facts };

export interface Sale {
  readonly sellerId: Uuid;
  readonly today: LocalDate; // The reseller's.
  readonly standing: Standing;
  /** IMP-6: an import has no open-ended memberships; one that ends nowhere is refused. */
  readonly mustExpire: boolean;
  /** Whether an open renewal window lets somebody buy what they hold. A replacement never does (REP-4). */
  readonly mayRenew?: boolean;
}

export function judgeSale(
  asked: AskedSale,
  offer: SellableOffer,
  { sellerId, today, standing, mustExpire, mayRenew = true }: Sale,
): Judgement {
  if (offer.family !== (asked.family ?? false)) return { problem: offer.family ? 'family-membership' : 'personal-membership', facts: {} };

  const holdings = standing.holdingsOf(asked.personId, offer.id);
  const renewedOn = mayRenew ? renewalStart(offer.term, holdings, today) : undefined;
  const effectiveOn = renewedOn ?? startOf(offer, today);
  const expiresOn = expirationOf(offer, effectiveOn, asked.expiresOn);
  const endsTooEarly = expiresOn !== null && expiresOn < effectiveOn;

  const held = holdingInTheWay({ effectiveOn, expiresOn }, holdings) ?? (renewedOn && endsTooEarly ? latest(holdings) : undefined);
  if (held) return { problem: 'already-held', facts: holdingFacts(held, sellerId) };
  if (endsTooEarly || (mustExpire && expiresOn === null)) return { problem: 'missing-expiration', facts: { effectiveOn } };

  const ineligible = ineligibility(asked, offer.eligibility, effectiveOn);
  if (ineligible) return { problem: 'not-eligible', facts: ineligible };

  const full = quotaReached(offer.quotaPerReseller, standing.taken(offer.id));
  if (full) return { problem: 'quota-exceeded', facts: full };

  return { problem: null, effectiveOn, expiresOn };
}

/** A renewal asked to end within the period it would follow is no renewal: that period is held already. */
const latest = (holdings: readonly Holding[]): Holding => holdings.reduce((a, b) => ((a.expiresOn ?? '') > (b.expiresOn ?? '') ? a : b));
