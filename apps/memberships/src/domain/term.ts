import { addDays, addMonths, type LocalDate } from '#kernel/dates';
import type { Term } from '#contracts/memberships/offers';

/*
 * When a membership starts and ends (MEM-6). Fixed dates are the federation's calendar; a fixed duration counts from the day
 * of sale; an ongoing one has no end of its own. Expirations are inclusive. What the federation set prevails over whatever
 * a file says (MEM-17, IMP-6).
 */

/** What of an offer decides its dates. */
export interface Dated {
  readonly term: Term;
  readonly expiresOn: LocalDate | null;
}

/** First and last day, the last one included; null: no end. */
export interface Period {
  readonly effectiveOn: LocalDate;
  readonly expiresOn: LocalDate | null;
}

/** The first day of a membership sold today. */
export const startOf = ({ term }: Dated, today: LocalDate): LocalDate => (term.kind === 'fixed-dates' ? term.effectiveOn : today);

/** The expiration the federation itself set, which nobody may change (MEM-17). */
export const federationExpiration = ({ term, expiresOn }: Dated): LocalDate | null =>
  expiresOn ?? (term.kind === 'fixed-dates' ? term.expiresOn : null);

/** IMP-6: the federation's expiration, else the one asked for, else the term's own; null when an ongoing term leaves it open. */
export function expirationOf(offer: Dated, effectiveOn: LocalDate, asked: LocalDate | null): LocalDate | null {
  const { term } = offer;
  return federationExpiration(offer) ?? asked ?? (term.kind === 'fixed-duration' ? lastDay(effectiveOn, term.months) : null);
}

/**
 * The last day of so many months: the eve of the same day of the month, or the month's own last day where it has no such day
 * (a month from 31 January ends on 28 February, not on the 27th).
 */
function lastDay(from: LocalDate, months: number): LocalDate {
  const sameDay = addMonths(from, months);
  return sameDay.slice(8) < from.slice(8) ? sameDay : addDays(sameDay, -1);
}
