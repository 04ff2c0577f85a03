import type { KeptRowReason } from '#contracts/imports/undo';
import type { BillingLevel } from '#contracts/billing/documents.query';

/*
 * The undo of an import counters the documents of a row by credit notes, at both levels or at none (IMP-17). A row is touched when
 * money came for it, some of it was credited, or the payment the import recorded was used otherwise: then it is kept as a whole.
 */

/** One invoice of a row, as the books have it now. */
export interface InvoiceStanding {
  readonly level: BillingLevel;
  readonly credited: boolean; // By a note, be it of nothing: what was free of charge is replaced, too.
  readonly settledMinor: number;
  readonly cancelled: boolean; // Staff decided about it, and maybe to credit nothing.
  readonly planned: boolean; // Something is to be paid, and it was planned after the invoice.
  readonly payment: OwnPayment | null; // What the import recorded as paid (IMP-14).
}

/** The import's own payment of an invoice. */
export interface OwnPayment {
  readonly id: string;
  readonly amountMinor: number;
  readonly refundedMinor: number;
  readonly matchedHereMinor: number; // To the invoice it was recorded for.
}

/** Why the row is kept; nothing when it can be undone. */
export function touchedSince(invoices: readonly InvoiceStanding[]): KeptRowReason[] {
  return invoices.flatMap((invoice) => (invoice.level === 'client' ? touchedAtClient(invoice) : touchedAtClub(invoice)));
}

function touchedAtClient({ credited, settledMinor, cancelled, planned, payment }: InvoiceStanding): KeptRowReason[] {
  const reasons: KeptRowReason[] = [];
  if (cancelled) reasons.push('cancelled');
  if (credited) reasons.push('client-credited');
  if (settledMinor > (payment?.matchedHereMinor ?? 0)) reasons.push('client-paid');
  if (planned) reasons.push('payment-planned');
  if (payment && (payment.refundedMinor > 0 || payment.matchedHereMinor !== payment.amountMinor)) reasons.push('payment-changed');
  return reasons;
}

function touchedAtClub({ credited, settledMinor, planned }: InvoiceStanding): KeptRowReason[] {
  const reasons: KeptRowReason[] = [];
  if (credited) reasons.push('club-credited');
  if (settledMinor > 0) reasons.push('club-paid');
  if (planned) reasons.push('payment-planned');
  return reasons;
}
