import { addDays, type LocalDate } from '#kernel/dates';
import type { MembershipStatus, StatusReason } from '#contracts/memberships/memberships.query';
import { type Ending, statusOn } from './status.js';
import type { Period } from './term.js';

/*
 * What became of a membership until a day (MEM-16): sold, begun, ended. Its begin and its expiration are nobody's doing and stored
 * nowhere: they follow from its dates, so a history is as true today as it was yesterday, and no clock has to write it.
 */

export interface Life extends Period {
  readonly purchasedOn: LocalDate;
  readonly origin: StatusReason; // How it came about.
  readonly end: { readonly status: Ending; readonly on: LocalDate; readonly reason: StatusReason } | null;
}

export interface Turn {
  readonly status: MembershipStatus;
  readonly on: LocalDate;
  readonly reason: StatusReason;
}

export function historyUntil({ purchasedOn, effectiveOn, expiresOn, origin, end }: Life, today: LocalDate): Turn[] {
  const turns: Turn[] = [{ status: statusOn({ effectiveOn, expiresOn, ended: null }, purchasedOn), on: purchasedOn, reason: origin }];
  const begun = effectiveOn > purchasedOn && effectiveOn <= today && (end === null || effectiveOn < end.on);
  if (begun) turns.push({ status: 'active', on: effectiveOn, reason: 'term' });
  if (end) turns.push(end);
  else if (expiresOn !== null && expiresOn < today) turns.push({ status: 'expired', on: addDays(expiresOn, 1), reason: 'term' });
  return turns;
}
