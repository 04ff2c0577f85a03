import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { EntryRefusal } from '#contracts/memberships/entry';
import { type CardStanding, voidBecause } from './card.js';

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

/** What a card that is held out says against its holder: before anything else, since it may not be theirs. */
export function cardRefusal(
  card: (CardStanding & { readonly personId: Uuid | null }) | undefined,
  personId: Uuid | undefined,
  today: LocalDate,
): EntryRefusal | null {
  if (!card) return 'unknown-card';
  if (voidBecause(card, today)) return 'void-card';
  return card.personId !== null && personId !== undefined && card.personId !== personId ? 'other-card' : null;
}

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
