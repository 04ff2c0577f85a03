import { addDays, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { Term } from '#contracts/memberships/offers';
import type { Period } from './term.js';

/*
 * Nobody holds the same membership twice for the same period (MEM-13), whichever club of the federation sold it (MEM-14).
 * A duration term may open a window before its end in which it is bought again; the new period then follows the old one.
 */

/** Somebody's claim to an offer for a period: a membership, or a slot that an import has reserved. */
export interface Holding extends Period {
  readonly personId: Uuid;
  readonly offerId: Uuid;
  readonly sellerId: Uuid;
}

/** The holding that stands in the way of this period: one with the same expiration, or one that overlaps it. */
export function holdingInTheWay<H extends Period>(period: Period, holdings: readonly H[]): H | undefined {
  return holdings.find((held) => held.expiresOn === period.expiresOn || overlap(held, period));
}

/** The day a repurchase starts on: the one after the held period, once its renewal window is open (MEM-13). */
export function renewalStart(term: Term, holdings: readonly Period[], today: LocalDate): LocalDate | undefined {
  if (term.kind !== 'fixed-duration' || term.renewalWindowDays === null) return undefined;
  const ends = holdings.map((held) => held.expiresOn);
  if (ends.length === 0 || ends.includes(null)) return undefined;
  const lastEnd = (ends as LocalDate[]).reduce((a, b) => (a > b ? a : b));
  const windowIsOpen = today <= lastEnd && today >= addDays(lastEnd, -term.renewalWindowDays);
  return windowIsOpen ? addDays(lastEnd, 1) : undefined;
}

/**
 * What another club may know of a holding: that it exists. Its date and seller stay private, for in a duration term the
 * date tells when somebody bought elsewhere (MEM-14).
 */
export function holdingFacts(held: Holding, sellerId: Uuid): Record<string, string> {
  if (held.sellerId !== sellerId) return { through: 'another-club' };
  return { through: 'own-club', ...(held.expiresOn !== null && { heldUntil: held.expiresOn }) };
}

const overlap = (a: Period, b: Period): boolean =>
  (a.expiresOn === null || b.effectiveOn <= a.expiresOn) && (b.expiresOn === null || a.effectiveOn <= b.expiresOn);
