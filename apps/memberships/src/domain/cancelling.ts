import type { CancellationBar } from '#contracts/memberships/cancellations';
import type { MembershipStatus } from '#contracts/memberships/memberships.query';

/*
 * A membership is cancelled by whoever sold it, once, and while there is something left to end: not after it was cancelled or
 * replaced (REP-12), and not after its time. What took the place of a replaced one is a membership like any other.
 */

export function cancellationBar(status: MembershipStatus): CancellationBar | null {
  if (status === 'cancelled' || status === 'replaced') return 'ended';
  return status === 'expired' ? 'expired' : null;
}
