import type { MatchState } from '#contracts/billing/payments';
import type { Uuid } from '#kernel/ids';
import { matchInOrder, type ItemKey, type Match } from './matching.js';

/**
 * How far something is reconciled (BIL-7). What planned payments will cover is told apart from what nobody has promised; and more
 * matched than there is is an error that a person has to look at.
 */
export function matchStateOf({ totalMinor, matchedMinor, plannedMinor = 0 }: Matched): MatchState {
  if (matchedMinor > totalMinor) return 'error';
  if (matchedMinor === totalMinor && (matchedMinor > 0 || plannedMinor === 0)) return matchedMinor > 0 ? 'full' : 'none';
  if (plannedMinor > 0 && matchedMinor + plannedMinor >= totalMinor) return 'planned';
  return matchedMinor > 0 ? 'partial' : 'none';
}

export interface Matched {
  readonly totalMinor: number;
  readonly matchedMinor: number;
  readonly plannedMinor?: number; // Of it, what planned payments are going to settle.
}

/** A line of an invoice, as far as it says how far it is reconciled. */
export interface Reconcilable {
  readonly totalMinor: number;
  readonly setOffMinor: number;
  readonly creditedMinor: number;
  readonly settledMinor: number;
}

/** Of a line, payments and credit notes reconcile what a discount has not set off. Where that is nothing, nothing is left to do. */
export function itemStateOf({ totalMinor, setOffMinor, creditedMinor, settledMinor }: Reconcilable, plannedMinor: number): MatchState {
  const [owedMinor, matchedMinor] = [totalMinor - setOffMinor, creditedMinor + settledMinor];
  return owedMinor === 0 && matchedMinor === 0 ? 'full' : matchStateOf({ totalMinor: owedMinor, matchedMinor, plannedMinor });
}

/** Planned payments of an account, together where they are meant for the same invoices, or for none. */
export interface PlannedMoney {
  readonly amountMinor: number;
  readonly invoiceIds: readonly Uuid[];
}

/** How much of each open item planned money is going to settle: it goes the way that payments will. Items come in the order they are settled. */
export function plannedCover(items: readonly (ItemKey & { readonly openMinor: number })[], planned: readonly PlannedMoney[]): Match[] {
  const money = planned.map(({ amountMinor }, i) => ({ paymentId: String(i), bookedOn: '', freeMinor: amountMinor }));
  return matchInOrder(items, money, new Map(planned.map(({ invoiceIds }, i) => [String(i), invoiceIds])));
}
