import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { InvoiceRecord } from '#contracts/billing/documents.query';
import type { PaperKind } from '#contracts/billing/files.query';
import type { OwnDocumentLine, OwnDocumentRecord } from '#contracts/billing/own';
import type { CreditNoteRecord } from '#contracts/billing/staff-documents';
import type { Uuid } from '#kernel/ids';
import { CreditNoteRecords } from '../../persistence/credit-note-records.js';
import type { DocumentRow } from '../../persistence/document-list.js';
import { InvoiceRecords } from '../../persistence/invoice-records.js';

/** Documents as whom they were issued to sees them: what is printed on them, and none of the issuer's accounting. */
@Injectable()
export class OwnDocuments {
  constructor(
    private readonly invoices: InvoiceRecords,
    private readonly creditNotes: CreditNoteRecords,
  ) {}

  async complete(em: EntityManager, organizationId: Uuid, kind: PaperKind, rows: readonly DocumentRow[]): Promise<OwnDocumentRecord[]> {
    if (kind === 'invoice') return (await this.invoices.complete(em, organizationId, rows)).map(ownInvoice);
    return (await this.creditNotes.complete(em, rows)).map(ownCreditNote);
  }

  async find(em: EntityManager, organizationId: Uuid, kind: PaperKind, id: Uuid): Promise<OwnDocumentRecord | undefined> {
    if (kind === 'credit-note') {
      const note = await this.creditNotes.find(em, organizationId, id);
      return note && ownCreditNote(note);
    }
    const invoice = await this.invoices.find(em, organizationId, id);
    return invoice && (await this.complete(em, organizationId, kind, [invoice]))[0];
  }
}

const ownInvoice = (invoice: InvoiceRecord): OwnDocumentRecord => ({
  ...ownHead(invoice),
  kind: 'invoice',
  dueOn: invoice.dueOn,
  openMinor: invoice.openMinor,
  paymentUrl: invoice.paymentUrl,
  lines: invoice.lines.map((line) => ({ ...ownLine(line), personName: line.personName })),
});

const ownCreditNote = (note: CreditNoteRecord): OwnDocumentRecord => ({
  ...ownHead(note),
  kind: 'credit-note',
  dueOn: null,
  openMinor: 0,
  paymentUrl: null,
  lines: note.lines.map((line) => ({ ...ownLine(line), personName: null })),
});

const ownHead = ({ id, number, issuedOn, currency, netMinor, taxMinor, totalMinor, memo }: InvoiceRecord | CreditNoteRecord) => ({
  id,
  number,
  issuedOn,
  currency,
  netMinor,
  taxMinor,
  totalMinor,
  memo,
});

const ownLine = ({
  position,
  kind,
  description,
  personId,
  netMinor,
  taxes,
  totalMinor,
}: Omit<OwnDocumentLine, 'personName'>): Omit<OwnDocumentLine, 'personName'> => ({
  position,
  kind,
  description,
  personId,
  netMinor,
  taxes,
  totalMinor,
});
