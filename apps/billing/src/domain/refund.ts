import type { ElectronicMethod, PaymentMethod } from '#contracts/billing/payment-methods';
import type { Uuid } from '#kernel/ids';
import { oldestFirst, type FreeMoney } from './matching.js';
import { RefundExceedsCredit, RefundMethodNeeded } from './payment.errors.js';

/** A payment of which something is free to be given back. */
export interface RefundSource extends FreeMoney {
  readonly method: PaymentMethod;
  readonly transaction: string | null; // What the provider calls it.
}

export interface RefundPart {
  readonly paymentId: Uuid;
  readonly amountMinor: number;
  readonly transaction: string | null;
}

export interface RefundDraft {
  readonly method: PaymentMethod;
  readonly parts: readonly RefundPart[];
}

/**
 * A refund needs credit of at least its amount, and consumes the oldest payments first (BIL-16). What a provider gives back
 * returns to where it came from: a card gets no more than its own payments' free money. Without a method, it goes the way the
 * money came, if all of it came one way.
 */
export function draftRefund(sources: readonly RefundSource[], amountMinor: number, method?: PaymentMethod): RefundDraft {
  const usable =
    method && returnsToItsSource(method) ? sources.filter((source) => source.method === method && source.transaction !== null) : sources;
  const creditMinor = usable.reduce((credit, source) => credit + source.freeMinor, 0);
  if (amountMinor > creditMinor) throw new RefundExceedsCredit({ askedMinor: amountMinor, creditMinor });

  let left = amountMinor;
  const used: (RefundSource & { amountMinor: number })[] = [];
  for (const source of oldestFirst(usable)) {
    const part = Math.min(left, source.freeMinor);
    if (part > 0) used.push({ ...source, amountMinor: part });
    left -= part;
  }
  const methods = [...new Set(used.map((source) => source.method))];
  if (!method && methods.length > 1) throw new RefundMethodNeeded({ methods });
  const parts = used.map((source) => ({ paymentId: source.paymentId, amountMinor: source.amountMinor, transaction: source.transaction }));
  return { method: method ?? methods[0], parts };
}

/** What a provider moved goes back through it, to the card or bank account it came from. */
export const returnsToItsSource = (method: PaymentMethod): method is ElectronicMethod =>
  method === 'card' || method === 'electronic-cheque';
