import { addDays, type LocalDate } from '#kernel/dates';
import type { MembershipStatus } from '#contracts/memberships/memberships.query';
import type { Period } from './term.js';

/*
 * Where a membership stands on a day (MEM-16). Only how it ended before its time is stored; the rest follows from its dates,
 * so that no membership is ever late in expiring.
 */

export type Ending = 'cancelled' | 'replaced';

export function statusOn(
  { effectiveOn, expiresOn, ended }: Period & { readonly ended: Ending | null },
  today: LocalDate,
): MembershipStatus {
  if (ended) return ended;
  if (expiresOn !== null && expiresOn < today) return 'expired';
  return effectiveOn > today ? 'pending' : 'active';
}

/** The dates between which all memberships of a status lie, both included: what a list is searched by. */
export interface StatusBounds {
  readonly ended: Ending | null;
  readonly effectiveFrom?: LocalDate;
  readonly effectiveUntil?: LocalDate;
  readonly expiresFrom?: LocalDate; // Or never.
  readonly expiresUntil?: LocalDate;
}

export function boundsOf(status: MembershipStatus, today: LocalDate): StatusBounds {
  switch (status) {
    case 'pending':
      return { ended: null, effectiveFrom: addDays(today, 1), expiresFrom: today };
    case 'active':
      return { ended: null, effectiveUntil: today, expiresFrom: today };
    case 'expired':
      return { ended: null, expiresUntil: addDays(today, -1) };
    default:
      return { ended: status };
  }
}
