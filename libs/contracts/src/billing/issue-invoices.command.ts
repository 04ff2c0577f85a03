import { IsInt, IsUUID } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, aDay, aText, aWhole, anId, maybe } from '../rows.js';
import { listingTermsChecks, type ListingTerms } from '../memberships/assess-sales.query.js';
import type { Debtor } from '../memberships/enrol-members.command.js';

export interface SaleToInvoice {
  row: number;
  saleId: Uuid;
  membershipId: Uuid;
  personId: Uuid;
  personName: string;
  clientId: Uuid;
  accountId: Uuid;
  debtor: number; // Index into `debtors`.
  terms: number; // Index into `terms`.
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
}

/**
 * A step of a resale import: each sale's two invoices, client level at the reseller's price and corporate level at the federation's
 * (IMP-13, MEM-3), with lines, taxes, open items and postings, in one transaction; for a Freemium club also each client's payment (IMP-14).
 * Announces InvoicesIssued.
 */
export class IssueInvoices {
  static readonly subject = 'billing.run.issue-invoices.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = ['billing'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() readonly batch!: number;
  @IsUUID('all') readonly organizationId!: string; // The reseller: issuer of the client level, debtor of the corporate one.
  @IsUUID('all') readonly federationId!: string;
  @IsRows({ name: aText(), address: maybe(aText(2000)) }, { atMost: 2000 }) readonly debtors!: Debtor[];
  @IsRows(listingTermsChecks, { atMost: 2000 }) readonly terms!: ListingTerms[];
  @IsRows(
    {
      row: aWhole,
      saleId: anId,
      membershipId: anId,
      personId: anId,
      personName: aText(201),
      clientId: anId,
      accountId: anId,
      debtor: aWhole,
      terms: aWhole,
      effectiveOn: aDay,
      expiresOn: maybe(aDay),
    },
    { atMost: 2000 },
  )
  readonly sales!: SaleToInvoice[];
}
