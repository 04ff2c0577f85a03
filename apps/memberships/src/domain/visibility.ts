import { isLocalDate, type LocalDate } from '#kernel/dates';
import type { Visibility } from '#contracts/memberships/offers';
import { BadVisibility } from './offer.errors.js';

/*
 * Who finds a membership in a store (MEM-7): everybody at once, everybody from a day on, nobody without being told, or staff
 * alone. Whoever holds it keeps it.
 */

export interface Shown {
  readonly visibility: Visibility;
  readonly visibleFrom: LocalDate | null;
}

/** Whether the store shows it on a day. */
export function isShown({ visibility, visibleFrom }: Shown, today: LocalDate): boolean {
  return visibility === 'immediate' || (visibility === 'scheduled' && visibleFrom !== null && visibleFrom <= today);
}

/** Whether it may be had by somebody who was told of it, though no store shows it. */
export const isHad = (shown: Shown, today: LocalDate): boolean => shown.visibility === 'hidden' || isShown(shown, today);

/** What was there, with what is asked of it. A day belongs to a schedule, and a schedule needs one. Throws BadVisibility. */
export function visibilityAfter(before: Shown, asked: Partial<Shown>): Shown {
  const visibility = asked.visibility ?? before.visibility;
  const scheduled = visibility === 'scheduled';
  const visibleFrom = asked.visibleFrom === undefined ? (scheduled ? before.visibleFrom : null) : asked.visibleFrom;
  if (scheduled !== (visibleFrom !== null) || (visibleFrom !== null && !isLocalDate(visibleFrom))) throw new BadVisibility();
  return { visibility, visibleFrom };
}
