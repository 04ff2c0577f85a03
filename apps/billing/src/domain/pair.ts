import type { ExtraLine } from '#contracts/billing/credits';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { LineToDraft } from './document-draft.js';
import { describedSale, type SaleTerms } from './sale-invoices.js';

/** A sale as its lines need it. */
export interface SoldMembership {
  readonly saleId: Uuid;
  readonly personId: Uuid | null;
  readonly personName: string | null;
  readonly effectiveOn: LocalDate;
  readonly expiresOn: LocalDate | null;
}

/**
 * One sale is one line at each level under its own price, sharing the sale's id (MEM-18): what the club asks of its client, and what
 * the federation asks of the club whatever that is (MEM-3). Fees and rebates are between the club and its client.
 */
export function pairLines(
  sale: SoldMembership,
  terms: SaleTerms,
  extras: readonly ExtraLine[] = [],
): { client: LineToDraft[]; corporate: LineToDraft[] } {
  const item = {
    kind: terms.taxKind ?? 'membership',
    ledgerCode: terms.ledgerCode,
    saleId: sale.saleId,
    personId: sale.personId,
    personName: sale.personName,
    periodFrom: sale.effectiveOn,
    periodTo: sale.expiresOn,
  };
  return {
    client: [
      { ...item, description: describedSale(terms.name, sale), netMinor: terms.sellingMinor },
      ...extras.map((extra) => extraLine(extra, sale)),
    ],
    corporate: [{ ...item, description: describedSale(terms.offerName, sale), netMinor: terms.originalMinor }],
  };
}

/** A discount is asked for by what it takes off. */
export function extraLine(
  { kind, description, amountMinor, ledgerCode, tax }: ExtraLine,
  { personId, personName }: { personId: Uuid | null; personName: string | null },
): LineToDraft {
  return {
    kind,
    description,
    ledgerCode,
    personId,
    personName,
    netMinor: kind === 'discount' ? 0 - amountMinor : amountMinor,
    tax: tax ?? undefined,
    saleId: null,
    periodFrom: null,
    periodTo: null,
  };
}
