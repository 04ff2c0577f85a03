import type { ElectronicMethod } from '#contracts/billing/payment-methods';
import type { LocalDate } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';

/** A planned payment whose day has come. */
export interface DuePayment {
  readonly id: Uuid;
  readonly billingAccountId: Uuid;
  readonly dueOn: LocalDate;
  readonly method: ElectronicMethod;
  readonly instrument: string;
  readonly amountMinor: number;
  readonly attempts: number; // How often it was charged already.
}

export interface ChargeDraft {
  readonly id: Uuid;
  readonly billingAccountId: Uuid;
  readonly method: ElectronicMethod;
  readonly instrument: string;
  readonly amountMinor: number;
  readonly plannedIds: readonly Uuid[];
}

export interface ChargesDraft {
  readonly charges: ChargeDraft[];
  readonly covered: Uuid[]; // Nothing is owed for these any more: credit or other money was there first.
}

/**
 * What is to be charged of the payments that are due. Those of one day, method and card form one charge (BIL-13), and none takes
 * more than is still owed. A charge's id comes from its first planned payment and the try: the provider takes it once.
 */
export function draftCharges(due: readonly DuePayment[], owedMinor: ReadonlyMap<Uuid, number>): ChargesDraft {
  const owed = new Map(owedMinor);
  const draft: ChargesDraft = { charges: [], covered: [] };
  for (const group of grouped(due)) {
    const [{ billingAccountId, method, instrument, id, attempts }] = group;
    const left = Math.max(0, owed.get(billingAccountId) ?? 0);
    const amountMinor = Math.min(left, sum(group));
    owed.set(billingAccountId, left - amountMinor);
    const plannedIds = group.map((payment) => payment.id);
    if (amountMinor === 0) draft.covered.push(...plannedIds);
    else draft.charges.push({ id: derivedId('charge', id, attempts), billingAccountId, method, instrument, amountMinor, plannedIds });
  }
  return draft;
}

/** In the order of days, so that the oldest is charged first. */
function grouped(due: readonly DuePayment[]): DuePayment[][] {
  const ordered = [...due].sort((a, b) => (keyOf(a) + a.id < keyOf(b) + b.id ? -1 : 1));
  const groups: DuePayment[][] = [];
  for (const payment of ordered) {
    const last = groups.at(-1);
    if (last && keyOf(last[0]) === keyOf(payment)) last.push(payment);
    else groups.push([payment]);
  }
  return groups;
}

const keyOf = ({ dueOn, billingAccountId, method, instrument }: DuePayment): string =>
  [dueOn, billingAccountId, method, instrument, ''].join('\u001f');
const sum = (payments: readonly DuePayment[]): number => payments.reduce((total, payment) => total + payment.amountMinor, 0);
