import type { Uuid } from '#kernel/ids';
import { type Holding, holdingInTheWay } from './holding.js';
import { quotaReached } from './quota.js';
import type { Standing } from './standing.js';

/*
 * What may have gone to somebody else between a preview and its commit: the slot and the quota. All else about a sale was
 * judged when it was previewed, and is not judged differently a moment later.
 */

export type Refusal = 'already-held' | 'quota-exceeded';

/** Takes the slot, or says why it is gone. */
export function takeSlot(sale: Holding, quotaPerReseller: number | null, standing: Standing): Refusal | undefined {
  if (holdingInTheWay(sale, standing.holdingsOf(sale.personId, sale.offerId))) return 'already-held';
  if (quotaReached(quotaPerReseller, standing.taken(sale.offerId))) return 'quota-exceeded';
  standing.add(sale);
  return undefined;
}

/** A slot whose person turned out to be somebody else: a person who appeared after the preview and is reused. */
export interface Substitution<S extends Holding> {
  readonly slot: S;
  readonly personId: Uuid;
}

/**
 * Passes slots on to the people who were meant. Somebody who holds the membership already keeps that one, and the slot stays
 * unused (MEM-13, IMP-11). The quota was counted when the slot was taken.
 */
export function passOn<S extends Holding>(substitutions: readonly Substitution<S>[], standing: Standing): { passed: S[]; unused: S[] } {
  const [passed, unused]: [S[], S[]] = [[], []];
  for (const { slot, personId } of substitutions) {
    const theirs = { ...slot, personId };
    if (holdingInTheWay(theirs, standing.holdingsOf(personId, slot.offerId))) unused.push(slot);
    else {
      standing.hold(theirs);
      passed.push(theirs);
    }
  }
  return { passed, unused };
}
