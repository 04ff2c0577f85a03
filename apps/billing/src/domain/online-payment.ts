import { OnlineAmountOutOfBounds, OnlineNotAllowed } from './payment.errors.js';

export interface OnlineTerms {
  readonly allowed: boolean;
  readonly minimumMinor: number;
}

/** Online payments are full or partial, if the organization takes them at all: from its minimum up to what is owed (BIL-12). */
export function checkOnlineAmount(askedMinor: number, owedMinor: number, { allowed, minimumMinor }: OnlineTerms): void {
  if (!allowed) throw new OnlineNotAllowed();
  const atMostMinor = Math.max(0, owedMinor);
  const atLeastMinor = Math.min(minimumMinor, atMostMinor);
  if (askedMinor < atLeastMinor || askedMinor > atMostMinor) throw new OnlineAmountOutOfBounds({ askedMinor, atLeastMinor, atMostMinor });
}
