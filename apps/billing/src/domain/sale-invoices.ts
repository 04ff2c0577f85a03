import type { LocalDate } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import { draftInvoice, type InvoiceDraft } from './draft-invoice.js';
import { draftExternalPayment, type PaymentDraft } from './draft-payment.js';
import type { Tax } from './tax.js';

/** A sale of an import, as far as its invoices need it. */
export interface ImportedSale {
  readonly row: number;
  readonly saleId: Uuid;
  readonly personId: Uuid;
  readonly clientId: Uuid;
  readonly effectiveOn: LocalDate;
  readonly expiresOn: LocalDate | null;
}

/** The prices the import froze: the reseller's to its client, the federation's to the reseller. */
export interface SaleTerms {
  readonly name: string;
  readonly offerName: string;
  readonly sellingMinor: number;
  readonly originalMinor: number;
  readonly ledgerCode: string;
  readonly taxKind?: string | null; // A membership when absent.
}

/** Who issues at which level, by what taxes. */
export interface ResaleSetting {
  readonly importId: Uuid;
  readonly club: { readonly id: Uuid; readonly taxes: readonly Tax[]; readonly freemium: boolean };
  readonly federation: { readonly id: Uuid; readonly taxes: readonly Tax[] };
  readonly corporateAccountId: Uuid; // The club's at the federation.
}

export interface SaleInvoice extends InvoiceDraft {
  readonly id: Uuid;
  readonly billingAccountId: Uuid;
}

export interface SaleInvoices {
  readonly client: SaleInvoice;
  readonly corporate: SaleInvoice;
  readonly payment: (PaymentDraft & { readonly id: Uuid }) | undefined;
}

/**
 * The two invoices of a resold membership (IMP-13): the club's to its client at the selling price, and the federation's to the club
 * at the original price, whatever the selling price is (MEM-3). Ids derive from the cause, so a repeat makes the same documents.
 */
export function invoicesOfSale(
  sale: ImportedSale,
  terms: SaleTerms,
  { importId, club, federation, corporateAccountId }: ResaleSetting,
): SaleInvoices {
  const item = {
    kind: terms.taxKind ?? 'membership',
    personId: sale.personId,
    ledgerCode: terms.ledgerCode,
    saleId: sale.saleId,
    periodFrom: sale.effectiveOn,
    periodTo: sale.expiresOn,
  };
  const client: SaleInvoice = {
    id: derivedId('invoice', importId, sale.row, 'client'),
    billingAccountId: billingAccountId(club.id, sale.clientId),
    ...draftInvoice([{ ...item, description: describedSale(terms.name, sale), netMinor: terms.sellingMinor }], club.taxes),
  };
  const corporate: SaleInvoice = {
    id: derivedId('invoice', importId, sale.row, 'corporate'),
    billingAccountId: corporateAccountId,
    ...draftInvoice([{ ...item, description: describedSale(terms.offerName, sale), netMinor: terms.originalMinor }], federation.taxes),
  };
  const payment = club.freemium ? draftExternalPayment(client) : undefined;
  return { client, corporate, payment: payment && { id: derivedId('payment', importId, sale.row, 'client'), ...payment } };
}

/** The account of whoever owes at its issuer: a client, or an organization. */
export const billingAccountId = (issuerId: Uuid, holderId: Uuid): Uuid => derivedId('billing-account', issuerId, holderId);

/** "Récréatif, 2026-09-01 – 2027-08-31": the name stays as it was when sold (MEM-8). A membership without end shows its start alone. */
export const describedSale = (name: string, { effectiveOn, expiresOn }: Pick<ImportedSale, 'effectiveOn' | 'expiresOn'>): string =>
  expiresOn ? `${name}, ${effectiveOn} – ${expiresOn}` : `${name}, ${effectiveOn} –`;
