import { derivedId, type Uuid } from '#kernel/ids';
import type { LocalDate } from '#kernel/dates';
import { draftInvoice, type InvoiceDraft } from './draft-invoice.js';
import { dueOccurrence, lastDayOf, type Recurrence } from './recurrence.js';
import type { Tax } from './tax.js';

/** Something that recurs, as far as its next invoice needs it. */
export interface RecurringItem extends Recurrence {
  readonly id: Uuid;
  readonly occurrences: number; // Invoiced so far.
  readonly nextOn: LocalDate;
  readonly kind: string;
  readonly description: string;
  readonly ledgerCode: string;
  readonly personId: Uuid | null;
  readonly personName: string | null;
  readonly netMinor: number;
}

export interface OccurrenceDraft extends InvoiceDraft {
  readonly id: Uuid;
  readonly plannedPaymentId: Uuid;
  readonly nextOn: LocalDate | null; // The occurrence after it; null when it was the last.
}

/**
 * The invoice of the next occurrence, for the days up to the one after it. Ids come from the recurring charge and the day: a run that
 * is repeated makes the same.
 */
export function draftOccurrence(item: RecurringItem, issuerTaxes: readonly Tax[]): OccurrenceDraft {
  const { id, nextOn, occurrences, kind, ledgerCode, personId, personName, netMinor } = item;
  const periodTo = lastDayOf(item, occurrences);
  const description = `${item.description}, ${nextOn} – ${periodTo}`;
  const line = { kind, description, ledgerCode, personId, personName, netMinor, saleId: null, periodFrom: nextOn, periodTo };
  return {
    ...draftInvoice([line], issuerTaxes),
    id: derivedId('recurring-invoice', id, nextOn),
    plannedPaymentId: derivedId('recurring-payment', id, nextOn),
    nextOn: dueOccurrence(item, occurrences + 1),
  };
}
