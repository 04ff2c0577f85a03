import type { LocalDate } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import { creditOf, draftCreditNote, type Creditable } from '../../domain/credit.js';
import type { DocumentToIssue } from '../../persistence/documents.js';
import type { ImportedInvoice } from '../../persistence/imported-rows.js';
import type { PaymentToReverse } from '../../persistence/refunds.js';

/** The credit note that counters an invoice whole, at its level and with its taxes of record (REP-9). Its id comes from the cause. */
export function creditNoteOf(importId: Uuid, invoice: ImportedInvoice, lines: readonly Creditable[], issuedOn: LocalDate): DocumentToIssue {
  const { row, level, issuerId, debtorId, billingAccountId, partyId, currency } = invoice;
  return {
    ...draftCreditNote(lines.map((item) => ({ item, ...creditOf(item, { kind: 'whole' }) }))),
    id: derivedId('credit-note', importId, row, level),
    kind: 'credit-note',
    reason: 'import-undone',
    level,
    issuerId,
    debtorId,
    billingAccountId,
    partyId,
    importId,
    importRow: row,
    issuedOn,
    dueOn: issuedOn,
    currency,
  };
}

/** The payment an import recorded for the invoice never was one (IMP-14). */
export function reversalsOf(importId: Uuid, invoice: ImportedInvoice, bookedOn: LocalDate): PaymentToReverse[] {
  if (!invoice.payment) return [];
  const id = derivedId('refund', importId, invoice.row, invoice.level);
  return [{ id, paymentId: invoice.payment.id, bookedOn, reason: 'import-undone' }];
}
