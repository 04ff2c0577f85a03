import type { FeeAsk, LineToCredit } from '#contracts/billing/staff-documents';
import type { Uuid } from '#kernel/ids';
import { FeeExceedsCredit } from './credit.errors.js';
import { creditOf, leftOf, type Credit, type Creditable } from './credit.js';
import { documentId } from './document-ids.js';
import { draftInvoice } from './draft-invoice.js';
import { extraLine } from './pair.js';
import type { CreditedParty } from './credit-note.js';
import type { PlannedIssue } from './plan.js';
import type { Tax } from './tax.js';

/** What these credits take of an invoice's lines. What one takes of a line, the next no longer finds. */
export function creditLines(items: readonly Creditable[], asked: readonly LineToCredit[]): (Credit | undefined)[] {
  const known = new Map(items.map((item) => [item.position, item]));
  return asked.map(({ position, credit: ask }) => {
    const item = known.get(position);
    if (!item) return undefined;
    const credit = creditOf(item, ask);
    known.set(position, { ...item, left: leftOf(item.left, [credit]) });
    return { item, ...credit };
  });
}

/** The fee kept of a credit: an invoice of its own, under its own ledger code, settled from what the credit releases (BIL-15). */
export function feeInvoice(
  operationId: Uuid,
  { description, amountMinor, ledgerCode, tax }: FeeAsk,
  { level, debtorId, billingAccountId, partyId }: CreditedParty,
  by: { readonly issue: Pick<PlannedIssue, 'issuerId' | 'issuedOn' | 'dueOn' | 'currency'>; readonly taxes: readonly Tax[] },
  creditMinor: number,
): PlannedIssue {
  const line = extraLine({ kind: 'fee', description, amountMinor, ledgerCode, tax }, { personId: null, personName: null });
  const draft = draftInvoice([line], by.taxes);
  if (draft.totalMinor > creditMinor) throw new FeeExceedsCredit({ feeMinor: draft.totalMinor, creditMinor });
  return {
    ...draft,
    ...by.issue,
    id: documentId(operationId, 'invoice', level),
    kind: 'invoice',
    operationId,
    importId: null,
    importRow: null,
    level,
    debtorId,
    billingAccountId,
    partyId,
  };
}
