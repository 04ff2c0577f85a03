import type { Uuid } from '#kernel/ids';
import type { AskedReplacement, ReplacementRule } from '#contracts/memberships/offers';
import { NoSuchTarget } from './offer.errors.js';

/*
 * What a membership may be replaced by (REP-2). The rule lives on the one being replaced (REP-5). A list is stored as it was
 * chosen: later prices and new memberships do not alter it (REP-3).
 */

/** Another membership of the same designer. */
export interface Alternative {
  readonly id: Uuid;
  readonly originalMinor: number;
  readonly resale: boolean;
  readonly family: boolean;
  readonly archived: boolean;
}

/** What is sold at other levels, or to an account rather than a person, takes nobody's place here. */
export const alike = (a: Alternative, b: Alternative): boolean => a.resale === b.resale && a.family === b.family;

/** The rule as it is stored. Throws NoSuchTarget when a list names what is no alternative. */
export function chosenRule(asked: AskedReplacement, replaced: Alternative, all: readonly Alternative[]): ReplacementRule {
  if (asked.mode !== 'list') return { mode: asked.mode, offerIds: [] };
  const others = all.filter((other) => other.id !== replaced.id && alike(other, replaced));
  return { mode: 'list', offerIds: 'offerIds' in asked ? named(asked.offerIds, others) : selected(asked.select, replaced, others) };
}

function named(offerIds: readonly Uuid[], others: readonly Alternative[]): Uuid[] {
  const known = new Set(others.map(({ id }) => id));
  if (!offerIds.every((id) => known.has(id))) throw new NoSuchTarget();
  return [...new Set(offerIds)];
}

/** CON-2: "greater" is strictly greater, by original prices. Archived ones are sold no more, so no helper picks them. */
function selected(select: 'all' | 'none' | 'greater-price', { originalMinor }: Alternative, others: readonly Alternative[]): Uuid[] {
  if (select === 'none') return [];
  const onSale = others.filter(({ archived }) => !archived);
  return onSale.filter((other) => select === 'all' || other.originalMinor > originalMinor).map(({ id }) => id);
}

/** Whether the rule lets this one take the place of the other. */
export const allows = ({ mode, offerIds }: ReplacementRule, targetId: Uuid): boolean =>
  mode === 'enabled' || (mode === 'list' && offerIds.includes(targetId));
