import type { LocalDate } from '#kernel/dates';
import type { AffiliationProblem } from '#contracts/memberships/affiliations';
import { holdingInTheWay, renewalStart } from './holding.js';
import { sellable, type SellableOffer } from './listing.js';
import { expirationOf, type Period, startOf } from './term.js';
import { isHad, type Shown } from './visibility.js';

/*
 * A club's own affiliation (MEM-19) is sold by its federation at one level, and held by the organization: by the federation's calendar,
 * once for a period (MEM-13), again once its renewal window is open. What is asked of persons is not asked of a club.
 */

export type JudgedAffiliation =
  | { readonly problem: AffiliationProblem; readonly effectiveOn: null; readonly expiresOn: null }
  | { readonly problem: null; readonly effectiveOn: LocalDate; readonly expiresOn: LocalDate };

const refused = (problem: AffiliationProblem): JudgedAffiliation => ({ problem, effectiveOn: null, expiresOn: null });

/** `held`: the periods for which the club has it. */
export function judgeAffiliation(offer: SellableOffer & Shown, held: readonly Period[], today: LocalDate): JudgedAffiliation {
  if (!isHad(offer, today) || !sellable({ active: true, offer }, today)) return refused('not-on-sale');
  const effectiveOn = renewalStart(offer.term, held, today) ?? startOf(offer, today);
  const expiresOn = expirationOf(offer, effectiveOn, null);
  if (expiresOn === null || expiresOn < effectiveOn) return refused('not-on-sale');
  if (holdingInTheWay({ effectiveOn, expiresOn }, held)) return refused('already-held');
  return { problem: null, effectiveOn, expiresOn };
}
