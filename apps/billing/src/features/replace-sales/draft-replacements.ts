import type { SaleToReplace } from '#contracts/billing/pairs';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { Missing } from '#platform/errors/missing';
import type { Uuid } from '#kernel/ids';
import { creditNoteFor } from '../../domain/credit-note.js';
import { creditOf } from '../../domain/credit.js';
import type { LineToDraft } from '../../domain/document-draft.js';
import { documentId } from '../../domain/document-ids.js';
import { draftInvoice } from '../../domain/draft-invoice.js';
import { pairLines } from '../../domain/pair.js';
import { SaleReplaced } from '../../domain/plan.errors.js';
import type { Plan, PlannedIssue } from '../../domain/plan.js';
import { linesOfSales } from '../../domain/sale-items.js';
import type { BothToday, IssuerToday } from '../../persistence/both-levels.js';
import type { InvoicedItem } from '../../persistence/creditable-items.js';

export interface ReplacementSetting extends BothToday {
  readonly items: readonly InvoicedItem[]; // The lines of the sales to replace.
  readonly replaced: ReadonlySet<Uuid>; // Sales that were replaced before.
}

/**
 * Four documents a replacement (REP-7): at each level the old is credited at price and taxes of record, and the new invoiced at the
 * price in force and today's taxes (REP-8, REP-9), dated the day of the replacement (REP-11). Debtor and person are those of the old.
 */
export function draftReplacements(
  replacements: readonly SaleToReplace[],
  terms: readonly ListingTerms[],
  { club, federation, items, replaced }: ReplacementSetting,
): Plan {
  const levels = { organizationId: club.issue.issuerId, federationId: federation?.issue.issuerId ?? null };
  const lines = linesOfSales(items, levels);
  const documents = replacements.flatMap((replacement) => {
    const { saleId, newSaleId, effectiveOn, expiresOn } = replacement;
    const [client, corporate] = [lines.client.get(saleId), lines.corporate.get(saleId)];
    if (!client || (federation && !corporate)) throw new Missing('billing.no-such-sale');
    if (replaced.has(saleId)) throw new SaleReplaced({ saleId });
    const sale = { saleId: newSaleId, personId: client.personId, personName: client.personName, effectiveOn, expiresOn };
    const target = terms.at(replacement.terms);
    if (!target || replacement.terms < 0) throw new RangeError(`terms ${replacement.terms} of ${terms.length}`);
    const drafted = pairLines(sale, target, replacement.extras ?? []);
    const above = corporate && federation ? replacedAt(replacement.operationId, corporate, drafted.corporate, federation) : [];
    return [...replacedAt(replacement.operationId, client, drafted.client, club), ...above];
  });
  const takesOver = new Set(replacements.flatMap(({ operationId, takeOverPlan }) => (takeOverPlan ? [operationId] : [])));
  return { accounts: [], parties: [], documents, freemium: club.organization.freemium, takesOver };
}

function replacedAt(operationId: Uuid, old: InvoicedItem, lines: readonly LineToDraft[], by: IssuerToday): PlannedIssue[] {
  const { level, debtorId, billingAccountId, partyId } = old;
  const credit = { item: old, ...creditOf(old, { kind: 'whole' }) };
  return [
    creditNoteFor(operationId, old, by.issue, [credit], { reason: 'replacement' }),
    {
      ...draftInvoice(lines, by.organization.taxes),
      id: documentId(operationId, 'invoice', level),
      kind: 'invoice',
      reason: 'replacement',
      operationId,
      importId: null,
      importRow: null,
      ...by.issue,
      level,
      debtorId,
      billingAccountId,
      partyId,
    },
  ];
}
