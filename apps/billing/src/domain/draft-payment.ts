import type { DraftLine, InvoiceDraft } from './draft-invoice.js';
import type { Posting } from './posting.js';

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
      .filter((line) => line.totalMinor !== 0)
      .map((line) => ({ position: line.position, amountMinor: line.totalMinor })),
    postings: [
      { account: 'external-payments', code: null, amountMinor: invoice.totalMinor },
      { account: 'receivable', code: null, amountMinor: -invoice.totalMinor },
    ],
  };
}

type Settled = Pick<DraftLine, 'position' | 'totalMinor'>;
