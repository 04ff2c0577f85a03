import type { LocalDate } from '#kernel/dates';
import type { PlannedMethod } from '#contracts/billing/planned-payments';
import type { Uuid } from '#kernel/ids';
import { plannedCover } from './match-state.js';
import type { ItemKey } from './matching.js';
import { itemKey } from './plan.js';

/*
 * What is planned to pay a line that is credited shrinks with it (BIL-13, BIL-15), so that nothing planned exceeds what stays open:
 * of what pays the same invoices, the last due first, until the rest fits. A cheque can't be made smaller: it ends whole, and after
 * everything else. What a provider is being asked for right now comes to its end, and the others give way for it. Of a replaced line
 * it ends too, unless its successor takes it over, as far as that is left open (REP-14).
 */

/** A payment that is planned. */
export interface StandingPayment {
  readonly id: Uuid;
  readonly method: PlannedMethod;
  readonly dueOn: LocalDate;
  readonly amountMinor: number;
  readonly charging: boolean; // A provider is asked for it.
  readonly invoiceIds: readonly Uuid[]; // What it pays first; none: in invoice order.
}

/** An open item in invoice order, before and after it is credited. */
export interface CreditedItem extends ItemKey {
  readonly openMinor: number;
  readonly leftMinor: number;
}

/** What a successor leaves open, for what was planned to pay these items. */
export interface TakeOver {
  readonly from: readonly ItemKey[];
  readonly openMinor: number;
}

export interface Reduction {
  readonly id: Uuid;
  readonly afterMinor: number; // 0: it ends.
}

/** What becomes of an account's planned payments. Those that stay as they are are left out. */
export function reducedPlans(
  planned: readonly StandingPayment[],
  items: readonly CreditedItem[],
  takeOvers: readonly TakeOver[] = [],
): Reduction[] {
  const groups = [...Map.groupBy(planned, ({ invoiceIds }) => [...invoiceIds].sort().join()).values()];
  const amounts = groups.map((group) => ({ invoiceIds: group[0].invoiceIds, amountMinor: sum(group) }));
  const target = new Map<number, number>(); // By group: what it may still be.
  const touched = new Set<number>();
  const left = new Map(items.map((item) => [itemKey(item.documentId, item.position), item.leftMinor]));
  const pools = takeOvers.map(({ from, openMinor }) => ({
    from: new Set(from.map((one) => itemKey(one.documentId, one.position))),
    openMinor,
  }));
  for (const { paymentId, documentId, position, amountMinor } of plannedCover(items, amounts)) {
    const [group, key] = [Number(paymentId), itemKey(documentId, position)];
    const kept = Math.min(amountMinor, left.get(key) ?? 0);
    left.set(key, (left.get(key) ?? 0) - kept);
    const pool = pools.find(({ from }) => from.has(key));
    const takenOver = Math.min(amountMinor - kept, pool?.openMinor ?? 0);
    if (pool) pool.openMinor -= takenOver;
    target.set(group, (target.get(group) ?? 0) + kept + takenOver);
    if (kept + takenOver < amountMinor) touched.add(group);
  }
  return groups.flatMap((group, i) => (touched.has(i) ? reduced(group, target.get(i) ?? 0) : []));
}

/** So much is taken of them that the rest is no more than the target. */
function reduced(group: readonly StandingPayment[], targetMinor: number): Reduction[] {
  let excess = sum(group) - targetMinor;
  return group
    .filter(({ charging }) => !charging)
    .sort(lastDueFirst)
    .flatMap(({ id, method, amountMinor }) => {
      if (excess <= 0) return [];
      const takenMinor = method === 'cheque' ? amountMinor : Math.min(amountMinor, excess);
      excess -= takenMinor;
      return [{ id, afterMinor: amountMinor - takenMinor }];
    });
}

const sum = (payments: readonly StandingPayment[]): number => payments.reduce((total, { amountMinor }) => total + amountMinor, 0);

const lastDueFirst = (a: StandingPayment, b: StandingPayment): number =>
  Number(a.method === 'cheque') - Number(b.method === 'cheque') || compared(b.dueOn, a.dueOn) || compared(b.id, a.id);

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
