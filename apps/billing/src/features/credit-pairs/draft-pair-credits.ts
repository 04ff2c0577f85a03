import type { SaleToCredit } from '#contracts/billing/pairs';
import { Missing } from '#platform/errors/missing';
import { creditNoteFor } from '../../domain/credit-note.js';
import { creditOf, leftOf } from '../../domain/credit.js';
import type { Plan, PlannedIssue } from '../../domain/plan.js';
import { linesOfSales } from '../../domain/sale-items.js';
import type { BothToday } from '../../persistence/both-levels.js';
import type { InvoicedItem } from '../../persistence/creditable-items.js';

/** A credit note at each level that something is said of. What one credit takes, the next of the same sale no longer finds. */
export function draftPairCredits(
  credits: readonly SaleToCredit[],
  { club, federation, items }: BothToday & { readonly items: readonly InvoicedItem[] },
  memo: string | undefined,
): Plan {
  const levels = { organizationId: club.issue.issuerId, federationId: federation?.issue.issuerId ?? null };
  const lines = linesOfSales(items, levels);
  const documents: PlannedIssue[] = [];
  for (const { operationId, saleId, ...asked } of credits) {
    const sides = [
      { by: club, known: lines.client, ask: asked.client },
      { by: federation, known: lines.corporate, ask: asked.corporate },
    ];
    for (const { by, known, ask } of sides) {
      if (!ask) continue;
      const item = known.get(saleId);
      if (!item || !by) throw new Missing('billing.no-such-sale');
      const credit = creditOf(item, ask);
      documents.push(creditNoteFor(operationId, item, by.issue, [{ item, ...credit }], { reason: 'correction', memo }));
      known.set(saleId, { ...item, left: leftOf(item.left, [credit]) });
    }
  }
  return { accounts: [], parties: [], documents, freemium: false };
}
