import type { LocalDate, Uuid } from '../caller.js';
import type { LineKind } from '../identity/organizations.js';
import type { BillingLevel } from './documents.query.js';
import type { PlannedMethod } from './planned-payments.js';
import type { QuotedTax } from './quote-documents.query.js';

/** A document that would be issued. Amounts of a credit note are negative. */
export interface PlannedDocument {
  operationId: Uuid; // What it would be issued for: the sale, the credit, the replacement, the cancellation.
  kind: 'invoice' | 'credit-note';
  reason: string | null;
  level: BillingLevel;
  issuerId: Uuid;
  debtorId: Uuid | null;
  billingAccountId: Uuid;
  currency: string;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
  lines: { kind: LineKind; description: string; netMinor: number; taxes: QuotedTax[]; totalMinor: number }[];
  releasedMinor: number; // Of a credit note: the money paid on what it credits, free again.
  settledMinor: number; // Of an invoice: what released money, or a Freemium club's external payment, settles of it.
}

/** An account before and after. Positive balance: owed; negative: credit. */
export interface PlannedAccount {
  billingAccountId: Uuid;
  level: BillingLevel;
  currency: string;
  balanceBeforeMinor: number;
  balanceAfterMinor: number;
}

/** A payment that is planned, and shrinks or ends because what it was to pay is credited. */
export interface PlannedPaymentChange {
  plannedPaymentId: Uuid;
  billingAccountId: Uuid;
  method: PlannedMethod;
  dueOn: LocalDate;
  currency: string;
  beforeMinor: number;
  afterMinor: number; // 0: it ends; a cheque is to be handed back.
}

/** All that a command would write, computed by the same rules. The hash covers documents and planned payments, no number and no time. */
export interface PlannedBilling {
  documents: PlannedDocument[];
  accounts: PlannedAccount[];
  plannedPayments?: PlannedPaymentChange[]; // The last due first; absent: nothing changes.
  endedRecurringCharges?: Uuid[]; // What is cancelled is invoiced no more.
  previewHash: string;
}
