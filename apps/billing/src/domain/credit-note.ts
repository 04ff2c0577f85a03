import type { Uuid } from '#kernel/ids';
import { draftCreditNote, type Credit } from './credit.js';
import { documentId } from './document-ids.js';
import type { BillingLevel } from '#contracts/billing/documents.query';
import type { DocumentReason, PlannedIssue } from './plan.js';

/** Whose the credited lines are: a credit note goes where its invoice went. */
export interface CreditedParty {
  readonly level: BillingLevel;
  readonly debtorId: Uuid | null;
  readonly billingAccountId: Uuid;
  readonly partyId: Uuid;
}

/** A credit note of an operation, for lines of one account. It is due the day it is issued: it asks for nothing. */
export function creditNoteFor(
  operationId: Uuid,
  { level, debtorId, billingAccountId, partyId }: CreditedParty,
  issue: Pick<PlannedIssue, 'issuerId' | 'issuedOn' | 'currency'>,
  credits: readonly Credit[],
  why: { readonly reason: DocumentReason; readonly memo?: string | null; readonly badDebtCode?: string },
): PlannedIssue {
  const { reason, memo = null, badDebtCode } = why;
  return {
    ...draftCreditNote(credits, badDebtCode),
    id: documentId(operationId, 'credit-note', level),
    kind: 'credit-note',
    operationId,
    importId: null,
    importRow: null,
    issuerId: issue.issuerId,
    issuedOn: issue.issuedOn,
    dueOn: issue.issuedOn,
    currency: issue.currency,
    level,
    debtorId,
    billingAccountId,
    partyId,
    reason,
    memo,
  };
}
