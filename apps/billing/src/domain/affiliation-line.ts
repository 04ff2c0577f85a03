import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { Credit, Creditable } from './credit.js';

/*
 * The line that bills a club's own affiliation (MEM-19) goes with it: while it lasts, its federation ends it by cancelling the
 * affiliation, and nobody by the line. Corrections that leave something of the line are nobody's end.
 */

/** `uncancelled`: invoices of affiliations about which nothing was decided. */
export const affiliationStands = (
  { documentId, periodTo, left, chargedMinor }: Creditable,
  uncancelled: ReadonlySet<Uuid>,
  today: LocalDate,
): boolean => uncancelled.has(documentId) && (left.totalMinor > 0 || chargedMinor === 0) && (periodTo === null || periodTo >= today);

/** Whether these credits leave nothing of the line. */
export function creditsWhole({ position, left }: Creditable, credits: readonly Credit[]): boolean {
  const own = credits.filter(({ item }) => item.position === position);
  return own.length > 0 && own.reduce((sum, { totalMinor }) => sum + totalMinor, 0) >= left.totalMinor;
}
