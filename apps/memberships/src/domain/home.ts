import type { Uuid } from '#kernel/ids';
import type { MembershipStatus } from '#contracts/memberships/memberships.query';
import { AlreadyHome, HomeSettled, NotHome, NotOfNetwork } from './home.errors.js';

/*
 * The home of a membership is the organization that sold it, until it is moved to another club of the network (MEM-15): by the club that
 * is its home now, or by the federation. Whoever sold it keeps its documents, and so what becomes of them. What has ended stays where it
 * was at home; the next season is another sale, and at home where that was made.
 */

export interface Housed {
  readonly homeId: Uuid;
  readonly designerId: Uuid;
  readonly status: MembershipStatus;
}

/** Throws when the mover may not bring it there. */
export function checkMove(
  { homeId, designerId, status }: Housed,
  { moverId, federationId, toId }: { readonly moverId: Uuid; readonly federationId: Uuid; readonly toId: Uuid },
): void {
  if (designerId !== federationId) throw new NotOfNetwork();
  if (moverId !== federationId && moverId !== homeId) throw new NotHome();
  if (status !== 'pending' && status !== 'active') throw new HomeSettled({ status });
  if (toId === homeId) throw new AlreadyHome();
}
