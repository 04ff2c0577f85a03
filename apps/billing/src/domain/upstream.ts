import type { UpstreamCreditPolicy } from '#contracts/billing/billing-settings';
import type { UpstreamState } from '#contracts/billing/cancellations';
import { addDays, type LocalDate } from '#kernel/dates';
import type { CreditAsk, Creditable } from './credit.js';
import { partOf } from './tax.js';

/*
 * What a club's cancellation means for what its federation billed it (MEM-20): nothing, a credit while the sale is young enough, or
 * what the federation approves. What is asked is the same share that the client is credited; a fee the club keeps is the club's own.
 */

export interface UpstreamSetting {
  readonly upstreamCredit: UpstreamCreditPolicy;
  readonly upstreamDays: number | null;
}

/** What of the line above is asked for: all that is left where the client was credited whole, else the same share of it. */
export function askedUpstream(
  ask: CreditAsk | { readonly kind: 'less-fee' },
  credited: { readonly totalMinor: number; readonly item: Pick<Creditable, 'chargedMinor'> },
  above: Creditable,
): number {
  if (ask.kind === 'whole' || ask.kind === 'less-fee') return above.left.totalMinor;
  const share = partOf(above.chargedMinor, credited.totalMinor, credited.item.chargedMinor);
  return Math.min(share, above.left.totalMinor);
}

/** What becomes of it at once. Nothing asked, nothing to decide. */
export function upstreamState(
  { upstreamCredit, upstreamDays }: UpstreamSetting,
  askedMinor: number,
  { soldOn, today }: { readonly soldOn: LocalDate; readonly today: LocalDate },
): Extract<UpstreamState, 'none' | 'credited' | 'waiting'> {
  if (askedMinor === 0 || upstreamCredit === 'never') return 'none';
  if (upstreamCredit === 'on-approval') return 'waiting';
  return today <= addDays(soldOn, upstreamDays ?? 0) ? 'credited' : 'none';
}
