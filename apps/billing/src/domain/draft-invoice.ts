import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { creditByCode, type Posting } from './posting.js';
import { taxed, type Tax, type TaxedAmount } from './tax.js';

/** What somebody bought: everything an item keeps of its sale, whatever the catalogue says later (BIL-3). */
export interface LineToDraft {
  readonly kind: string;
  readonly description: string;
  readonly personId: Uuid | null;
  readonly ledgerCode: string;
  readonly netMinor: number;
  readonly saleId: Uuid | null; // Shared with the line at the other level (MEM-18).
  readonly periodFrom: LocalDate | null;
  readonly periodTo: LocalDate | null;
}

export interface DraftLine extends LineToDraft, TaxedAmount {
  readonly position: number;
}

export interface InvoiceDraft {
  readonly lines: readonly DraftLine[];
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly postings: readonly Posting[];
}

/**
 * An invoice's lines with their taxes, its totals and its postings: the debtor owes the total, revenue is credited by ledger code,
 * and each tax is owed on to the authority. Each issuer's own taxes apply at its level (BIL-20).
 */
export function draftInvoice(items: readonly LineToDraft[], issuerTaxes: readonly Tax[]): InvoiceDraft {
  const lines = items.map((item, i): DraftLine => ({ ...item, ...taxed(item.netMinor, item.kind, issuerTaxes), position: i + 1 }));
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

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
