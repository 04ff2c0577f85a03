import type { DocumentDraft, DraftLine, LineToDraft } from './document-draft.js';
import { creditByCode } from './posting.js';
import { setOffDiscounts } from './set-off.js';
import { taxed, taxedAs, type Tax } from './tax.js';

export type { DocumentDraft as InvoiceDraft, DraftLine, LineToDraft } from './document-draft.js';

/**
 * An invoice's lines with their taxes, its totals and its postings: the debtor owes the total, revenue is credited by ledger code,
 * and each tax is owed on to the authority. Each issuer's own taxes apply at its level (BIL-20).
 */
export function draftInvoice(items: readonly LineToDraft[], issuerTaxes: readonly Tax[]): DocumentDraft {
  const lines = setOff(items.map((item, i) => draftLine(item, i + 1, issuerTaxes)));
  const netMinor = sum(lines.map((line) => line.netMinor));
  const taxMinor = sum(lines.map((line) => line.taxMinor));
  const totalMinor = netMinor + taxMinor;
  return {
    lines,
    netMinor,
    taxMinor,
    totalMinor,
    postings: [
      { account: 'receivable', code: null, amountMinor: totalMinor },
      ...creditByCode(
        'revenue',
        lines.map((line) => [line.ledgerCode, line.netMinor] as const),
      ),
      ...creditByCode(
        'tax-payable',
        lines.flatMap((line) => line.taxes.map((tax) => [tax.code, tax.amountMinor] as const)),
      ),
    ],
  };
}

function draftLine({ tax, ...item }: LineToDraft, position: number, issuerTaxes: readonly Tax[]): DraftLine {
  const amounts = tax ? taxedAs(tax, item.netMinor, item.kind, issuerTaxes) : taxed(item.netMinor, item.kind, issuerTaxes);
  return { ...item, ...amounts, position };
}

function setOff(lines: readonly DraftLine[]): readonly DraftLine[] {
  if (lines.every((line) => line.totalMinor >= 0)) return lines;
  const taken = setOffDiscounts(lines);
  return lines.map((line, i) => ({ ...line, setOffMinor: taken[i].setOffMinor }));
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
