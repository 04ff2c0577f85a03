import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { MembershipStatus } from '#contracts/memberships/memberships.query';
import type { ReplacementRule, Term } from '#contracts/memberships/offers';
import type { ReplacementBar, ReplacementSourceBar } from '#contracts/memberships/replacement-targets.query';
import { type AskedSale, type Facts, judgeSale, type Sale } from './judge-sale.js';
import { sellable, type SellableOffer } from './listing.js';
import { allows } from './replacement-rule.js';
import type { Period } from './term.js';
import { isShown, type Shown } from './visibility.js';

/*
 * What may take the place of a membership (REP-4), and of the rest, which rule bars it: nothing is left out because it is
 * forbidden, so that nobody wonders where it went. Whether the person may have the target is judged as any sale is (MEM-10).
 */

/** The membership to be replaced, with the rule of its own offer (REP-5). */
export interface Replaced {
  readonly offerId: Uuid;
  readonly status: MembershipStatus;
  readonly term: Term;
  readonly rule: ReplacementRule;
}

/** Another offer of the same designer; in the seller's warehouse, or not. */
export interface Candidate extends Shown {
  readonly offer: SellableOffer;
  readonly listing: { readonly id: string; readonly name: string; readonly active: boolean; readonly sellingMinor: number | null } | null;
}

/** Whoever replaces it: nothing of what has ended (REP-12), nothing that is ongoing (REP-15), nothing its rule keeps (REP-2). */
export function sourceBar({ status, term, rule }: Replaced): ReplacementSourceBar | null {
  if (status === 'replaced' || status === 'cancelled') return 'ended';
  if (status === 'expired') return 'expired';
  if (term.kind === 'ongoing') return 'ongoing';
  return rule.mode === 'off' ? 'replacement-off' : null;
}

/** What a seller knows of: its warehouse, and what its federation shows it. */
export const isKnown = ({ listing, offer, ...shown }: Candidate, today: LocalDate): boolean =>
  listing !== null || (!offer.archived && isShown(shown, today));

export type Eligible = { readonly barredBy: null } & Period;
export type Ineligible = { readonly barredBy: ReplacementBar; readonly facts: Facts };

/** Whether this one may take its place, from when to when; or what bars it. */
export function judgeTarget(
  { offer, listing }: Candidate,
  source: Replaced,
  person: Pick<AskedSale, 'personId' | 'family' | 'gender' | 'birthDate'>,
  sale: Omit<Sale, 'mustExpire' | 'mayRenew'>,
): Eligible | Ineligible {
  const barredBy = sourceBar(source) ?? targetBar({ offer, listing }, source, sale.today);
  if (barredBy) return { barredBy, facts: {} };
  const judged = judgeSale({ ...person, expiresOn: null }, offer, { ...sale, mustExpire: false, mayRenew: false });
  if (judged.problem) return { barredBy: judged.problem, facts: judged.facts };
  return { barredBy: null, effectiveOn: judged.effectiveOn, expiresOn: judged.expiresOn }; // REP-11: its own term, from today.
}

function targetBar({ offer, listing }: Pick<Candidate, 'offer' | 'listing'>, { rule, offerId }: Replaced, today: LocalDate) {
  if (offer.id === offerId || !allows(rule, offer.id)) return 'not-on-list'; // REP-2: by others.
  if (!listing) return 'not-in-warehouse';
  if (!listing.active) return 'inactive';
  return sellable({ active: true, offer }, today) ? null : 'not-on-sale';
}
