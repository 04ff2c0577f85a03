import type { LocalDate } from '#kernel/dates';
import { ExpiryBeforeStart, ExpiryFixed, ExpiryOverlaps, MembershipEnded } from './expiry.errors.js';
import { type Holding, holdingFacts, holdingInTheWay } from './holding.js';
import type { Ending } from './status.js';
import { type Dated, federationExpiration, type Period } from './term.js';

/*
 * The last day of a membership may be moved for one person, by whoever sold it, where nobody else has set it: of a fixed duration
 * whose federation names no day of its own (MEM-17). The new period is judged as a sale's is: nobody holds the same twice (MEM-13),
 * whichever club sold it (MEM-14).
 */

export interface Movable extends Period {
  readonly ended: Ending | null;
  readonly offer: Dated;
}

/** Throws when the day cannot be moved there. `others`: what the holder has of the same offer besides. */
export function checkExpiry(
  { ended, offer, effectiveOn }: Movable,
  expiresOn: LocalDate,
  { others, sellerId }: { others: readonly Holding[]; sellerId: string },
): void {
  if (ended) throw new MembershipEnded();
  if (offer.term.kind !== 'fixed-duration' || federationExpiration(offer) !== null) throw new ExpiryFixed();
  if (expiresOn < effectiveOn) throw new ExpiryBeforeStart({ effectiveOn });
  const held = holdingInTheWay({ effectiveOn, expiresOn }, others);
  if (held) throw new ExpiryOverlaps(holdingFacts(held, sellerId));
}
