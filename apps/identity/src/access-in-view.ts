import type { Uuid } from '#contracts/caller';
import { holds } from '#kernel/rights';
import { currentCaller } from '#platform/messaging/context';
import { rightsOfCaller } from './domain/rights.js';

/** Whose users and keys the caller may look at: at home, in the clubs of the federation, or both. Row-level security bounds it anyway. */
export function accessInView(): { organizationId?: Uuid | { $ne: Uuid } } {
  const caller = currentCaller();
  if (!caller.organization) return {};
  const { id } = caller.organization;
  const held = rightsOfCaller(caller);
  if (!holds(held, 'clubs.access')) return { organizationId: id };
  return holds(held, 'access.manage') ? {} : { organizationId: { $ne: id } };
}
