import { IsInt, IsUUID } from 'class-validator';
import type { Uuid } from '../caller.js';
import { IsRows, aText, aWhole, anId, maybe } from '../rows.js';

export interface InvoicedRow {
  row: number;
  membershipId: Uuid;
  clientInvoiceId: Uuid;
  clientInvoiceNumber: string;
  corporateInvoiceId: Uuid;
  corporateInvoiceNumber: string;
  paymentId: Uuid | null; // Freemium (IMP-14)
}

/** A batch of an import has its documents at both levels (IMP-19). */
export class InvoicesIssued {
  static readonly subject = 'billing.event.invoices-issued.v1';
  static readonly senders = ['billing'] as const;
  static readonly consumers = ['imports'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() readonly batch!: number;
  @IsRows(
    {
      row: aWhole,
      membershipId: anId,
      clientInvoiceId: anId,
      clientInvoiceNumber: aText(40),
      corporateInvoiceId: anId,
      corporateInvoiceNumber: aText(40),
      paymentId: maybe(anId),
    },
    { atMost: 2000 },
  )
  readonly rows!: InvoicedRow[];
}
