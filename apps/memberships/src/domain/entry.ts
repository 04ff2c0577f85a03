import type { Uuid } from '#kernel/ids';
import type { EntryRefusal } from '#contracts/memberships/entry';

/*
 * Who is let in (ID-27): nobody whom the organization keeps out by hand, nobody who owes it beyond the due date, and of the rest
 * whoever has a membership that is good today: of their own, or of the account they are a member of. The first reason is the one that is shown.
 */

/** The memberships an activity is linked to, and the one chosen of several (MEM-9). Without either, any will do. */
export interface Sought {
  readonly offerIds?: readonly Uuid[];
  readonly membershipId?: Uuid;
}

export const serves = (pass: { readonly membershipId: Uuid; readonly offerId: Uuid }, { offerIds, membershipId }: Sought): boolean =>
  (offerIds?.includes(pass.offerId) ?? true) && (membershipId === undefined || pass.membershipId === membershipId);

export interface AtTheDoor {
  readonly blocked: boolean;
  readonly overdueMinor: number;
  readonly passes: readonly object[]; // Good today.
}

export function refusal({ blocked, overdueMinor, passes }: AtTheDoor): EntryRefusal | null {
  if (blocked) return 'blocked';
  if (overdueMinor > 0) return 'unpaid-balance';
  return passes.length === 0 ? 'no-valid-membership' : null;
}
