import type { EntryRefusal } from '#contracts/memberships/entry';

/*
 * Who is let in (ID-27): nobody whom the organization keeps out by hand, nobody who owes it beyond the due date, and of the rest
 * whoever has a membership that is good today. The first reason is the one that is shown.
 */

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
