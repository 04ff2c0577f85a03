import type { LocalDate } from '#kernel/dates';
import type { CardVoidReason } from '#contracts/memberships/cards';
import type { Ending } from './status.js';

/*
 * A card counts as long as its membership does, unless another took its place (MEM-11). Of a membership yet to begin it counts, too:
 * it is the membership that does not let in yet.
 */

export interface CardStanding {
  readonly lost: boolean;
  readonly ended: Ending | null;
  readonly expiresOn: LocalDate | null;
}

export function voidBecause({ lost, ended, expiresOn }: CardStanding, today: LocalDate): CardVoidReason | null {
  if (lost) return 'lost';
  if (ended) return ended;
  return expiresOn !== null && expiresOn < today ? 'expired' : null;
}

/** How the number reads, as a person's does (ID-5). */
export const cardNumber = (number: number): string => `C${number}`;
