import type { Uuid } from '#kernel/ids';
import type { AskedChange, DraftedChange, DraftedOffer, DraftedPath } from '#contracts/memberships/catalogue-drafts';
import type { ReplacementRule, Term } from '#contracts/memberships/offers';
import { BadOffer } from './offer.errors.js';
import { nameIn, replacementFaults } from './offer.js';
import { alike, allows, type Alternative, chosenRule } from './replacement-rule.js';

/*
 * What a draft of the catalogue would change, before it is published: prices at the federation's level, who may be replaced by what,
 * and what it would cost if everybody went that way. Computed by the rules that selling and replacing use.
 */

/** An offer of the designer as it is now. */
export interface CataloguedOffer extends Alternative {
  readonly names: Readonly<Record<string, string>>;
  readonly term: Term;
  readonly rule: ReplacementRule;
  readonly version: number;
}

/** The memberships of an offer that live now, with what the federation invoiced for them. */
export interface Living {
  readonly memberships: number;
  readonly originalMinor: number;
}

/** The draft as it is kept. The helper chooses among prices as the draft would have them. Throws NoSuchTarget or BadOffer. */
export function drafted(asked: readonly AskedChange[], offers: ReadonlyMap<Uuid, CataloguedOffer>): DraftedChange[] {
  const prices = new Map(asked.map(({ offerId, originalMinor }) => [offerId, originalMinor]));
  const faults = asked.flatMap(({ offerId, replacement }) =>
    replacementFaults(offers.get(offerId)!.term, replacement !== undefined && replacement !== null && replacement.mode !== 'off'),
  );
  if (faults.length > 0) throw new BadOffer(faults);
  const then = [...offers.values()].map((offer) => ({ ...offer, originalMinor: prices.get(offer.id) ?? offer.originalMinor }));
  return asked.map(({ offerId, originalMinor, replacement }) => ({
    offerId,
    version: offers.get(offerId)!.version,
    originalMinor: originalMinor ?? null,
    replacement: replacement
      ? chosenRule(
          replacement,
          then.find(({ id }) => id === offerId)!,
          then,
        )
      : null,
  }));
}

/** Offers that have changed since the draft was made from them. */
export const outdated = (changes: readonly DraftedChange[], offers: ReadonlyMap<Uuid, CataloguedOffer>): Uuid[] =>
  changes.filter(({ offerId, version }) => offers.get(offerId)?.version !== version).map(({ offerId }) => offerId);

/** The catalogue as it would be. */
export function published(offers: ReadonlyMap<Uuid, CataloguedOffer>, changes: readonly DraftedChange[]): Map<Uuid, CataloguedOffer> {
  const after = new Map(offers);
  for (const { offerId, originalMinor, replacement } of changes) {
    const offer = offers.get(offerId);
    if (offer) after.set(offerId, { ...offer, originalMinor: originalMinor ?? offer.originalMinor, rule: replacement ?? offer.rule });
  }
  return after;
}

export function draftedOffers(
  changes: readonly DraftedChange[],
  before: ReadonlyMap<Uuid, CataloguedOffer>,
  { listings, languages }: { listings: ReadonlyMap<Uuid, number>; languages: readonly string[] },
): DraftedOffer[] {
  const after = published(before, changes);
  return changes.map(({ offerId }) => {
    const [was, willBe] = [before.get(offerId)!, after.get(offerId)!];
    return {
      offerId,
      name: nameIn(was.names, languages),
      originalMinorBefore: was.originalMinor,
      originalMinorAfter: willBe.originalMinor,
      ruleBefore: was.rule,
      ruleAfter: willBe.rule,
      listings: was.originalMinor === willBe.originalMinor ? 0 : (listings.get(offerId) ?? 0),
    };
  });
}

/** The ways between memberships that the draft opens, blocks, or makes dearer or cheaper. */
export function draftedPaths(
  changes: readonly DraftedChange[],
  before: ReadonlyMap<Uuid, CataloguedOffer>,
  living: ReadonlyMap<Uuid, Living>,
): DraftedPath[] {
  const after = published(before, changes);
  return [...before.values()].flatMap((offer) => {
    const { memberships, originalMinor: creditMinor } = living.get(offer.id) ?? { memberships: 0, originalMinor: 0 };
    return targetsOf(offer, before).flatMap((target) => {
      const openBefore = allows(offer.rule, target.id);
      const openAfter = allows(after.get(offer.id)!.rule, target.id);
      const [was, willBe] = [target.originalMinor, after.get(target.id)!.originalMinor];
      if (openBefore === openAfter && (!openAfter || was === willBe)) return [];
      const amounts = { creditMinor, invoiceMinorBefore: memberships * was, invoiceMinorAfter: memberships * willBe };
      return [{ offerId: offer.id, targetOfferId: target.id, openBefore, openAfter, memberships, ...amounts }];
    });
  });
}

/** MEM-12: what is archived takes nobody's place any more. */
const targetsOf = (offer: CataloguedOffer, offers: ReadonlyMap<Uuid, CataloguedOffer>): CataloguedOffer[] =>
  [...offers.values()].filter((other) => other.id !== offer.id && alike(other, offer) && !other.archived);
