import type { PaymentMethod } from '#contracts/billing/payment-methods';
import type { DraftLine, InvoiceDraft } from './draft-invoice.js';
import type { LedgerAccount, Posting } from './posting.js';

export interface PaymentDraft {
  readonly method: 'external';
  readonly amountMinor: number;
  readonly allocations: readonly { readonly position: number; readonly amountMinor: number }[];
  readonly postings: readonly Posting[];
}

/**
 * At a Freemium club every imported client has already paid outside the system: a payment of method "external" settles the client's
 * invoice whole, item by item, and no money moves (IMP-14). The club still owes its federation. An invoice of zero needs no payment.
 */
export function draftExternalPayment(invoice: Pick<InvoiceDraft, 'totalMinor'> & { lines: readonly Settled[] }): PaymentDraft | undefined {
  if (invoice.totalMinor === 0) return undefined;
  return {
    method: 'external',
    amountMinor: invoice.totalMinor,
    allocations: invoice.lines
      .map((line) => ({ position: line.position, amountMinor: line.totalMinor - (line.setOffMinor ?? 0) }))
      .filter((allocation) => allocation.amountMinor !== 0),
    postings: paymentPostings('payment', 'external', invoice.totalMinor),
  };
}

/** Money received is debited where it came in and takes the amount off what is owed; a refund is the same the other way round. */
export function paymentPostings(kind: 'payment' | 'refund', method: PaymentMethod, amountMinor: number): Posting[] {
  const signed = kind === 'payment' ? amountMinor : -amountMinor;
  return [
    { account: accountOf[method], code: null, amountMinor: signed },
    { account: 'receivable', code: null, amountMinor: -signed },
  ];
}

const accountOf: Record<PaymentMethod, LedgerAccount> = {
  cash: 'cash',
  cheque: 'cheques',
  terminal: 'terminal',
  card: 'online-payments',
  'electronic-cheque': 'online-payments',
  transfer: 'bank',
  external: 'external-payments',
};

type Settled = Pick<DraftLine, 'position' | 'totalMinor' | 'setOffMinor'>;
