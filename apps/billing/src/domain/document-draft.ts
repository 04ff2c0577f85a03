import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { Posting } from './posting.js';
import type { TaxTreatment, TaxedAmount } from './tax.js';

/** What somebody bought: everything an item keeps of its sale, whatever the catalogue says later (BIL-3). */
export interface LineToDraft {
  readonly kind: string;
  readonly description: string;
  readonly personId: Uuid | null;
  readonly personName?: string | null; // Kept with the open item: erasable there.
  readonly ledgerCode: string;
  readonly netMinor: number; // Of a discount negative.
  readonly tax?: TaxTreatment; // `added` when absent; `included`: the amount above is what is to be paid.
  readonly saleId: Uuid | null; // Shared with the line at the other level (MEM-18).
  readonly periodFrom: LocalDate | null;
  readonly periodTo: LocalDate | null;
}

export interface DraftLine extends Omit<LineToDraft, 'tax'>, TaxedAmount {
  readonly position: number;
  readonly setOffMinor?: number; // What discounts take off it; of a discount, all of itself.
  readonly credits?: { readonly documentId: Uuid; readonly position: number }; // The line a credit note's line credits.
}

/** An invoice or credit note before it is somebody's: lines, totals and postings. Amounts of a credit note are negative. */
export interface DocumentDraft {
  readonly lines: readonly DraftLine[];
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly postings: readonly Posting[];
}
