import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingLevel } from '#contracts/billing/documents.query';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { insertRows, query } from '#platform/database/sql';
import { documentLabel } from '../domain/document-number.js';
import type { InvoiceDraft } from '../domain/draft-invoice.js';
import { postingColumns, postingRows } from './postings.js';

/** An invoice that is drafted, and knows by whom, for whom and why, but has no number yet. */
export interface InvoiceToIssue extends InvoiceDraft {
  readonly id: Uuid;
  readonly level: BillingLevel;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly billingAccountId: Uuid;
  readonly partyId: Uuid;
  readonly importId: Uuid | null;
  readonly importRow: number | null;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly currency: string;
  readonly personName: string | null;
  readonly settled: boolean; // A payment for the whole of it is recorded with it.
}

export interface PartyToKeep {
  readonly id: Uuid;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly name: string;
  readonly address: string | null;
}

export interface IssuedInvoice {
  readonly id: Uuid;
  readonly row: number;
  readonly level: BillingLevel;
  readonly label: string;
}

/** Documents are written in two steps: all that has no number first, then, with the counters locked, the documents themselves. */
@Injectable()
export class Documents {
  async keepParties(em: EntityManager, parties: readonly PartyToKeep[]): Promise<void> {
    await insertRows(
      em,
      'party_snapshots',
      { id: 'uuid', issuer_id: 'uuid', debtor_id: 'uuid', name: 'text', address: 'text' },
      parties.map((party) => [party.id, party.issuerId, party.debtorId, party.name, party.address]),
      'ON CONFLICT DO NOTHING',
    );
  }

  async insertContents(em: EntityManager, invoices: readonly InvoiceToIssue[]): Promise<void> {
    await insertRows(em, 'document_lines', lineColumns, invoices.flatMap(lineRows));
    await insertRows(em, 'postings', postingColumns, invoices.flatMap(invoicePostingRows));
    await insertRows(em, 'open_items', itemColumns, invoices.flatMap(itemRows));
  }

  /** Issues them, each issuer's in the order given, from its first number on. */
  async insertNumbered(
    em: EntityManager,
    invoices: readonly InvoiceToIssue[],
    firstNumbers: ReadonlyMap<Uuid, number>,
  ): Promise<IssuedInvoice[]> {
    const next = new Map(firstNumbers);
    const rows: unknown[][] = [];
    const issued: IssuedInvoice[] = [];
    for (const invoice of invoices) {
      const number = next.get(invoice.issuerId);
      if (number === undefined) throw new Error(`no numbers were taken for issuer ${invoice.issuerId}`);
      next.set(invoice.issuerId, number + 1);
      const label = documentLabel(invoice.issuedOn, number);
      rows.push(documentRow(invoice, number, label));
      issued.push({ id: invoice.id, row: invoice.importRow ?? 0, level: invoice.level, label });
    }
    await insertRows(em, 'documents', documentColumns, rows);
    return issued;
  }

  /** The invoices these rows of an import already have: a cause has one document. */
  issuedFor(em: EntityManager, importId: Uuid, rows: readonly number[]): Promise<IssuedInvoice[]> {
    return query(
      em,
      `SELECT id, import_row AS row, level, label FROM documents
       WHERE import_id = $1 AND import_row = ANY ($2::int[]) AND kind = 'invoice'`,
      [importId, rows],
    );
  }

  async anyFor(em: EntityManager, importId: Uuid): Promise<boolean> {
    const found = await query(em, 'SELECT FROM documents WHERE import_id = $1 LIMIT 1', [importId]);
    return found.length > 0;
  }
}

const documentColumns = {
  id: 'uuid',
  issuer_id: 'uuid',
  debtor_id: 'uuid',
  billing_account_id: 'uuid',
  party_id: 'uuid',
  import_id: 'uuid',
  import_row: 'int',
  issued_on: 'date',
  due_on: 'date',
  number: 'bigint',
  net_minor: 'bigint',
  tax_minor: 'bigint',
  total_minor: 'bigint',
  currency: 'text',
  kind: 'text',
  level: 'text',
  label: 'text',
};

const documentRow = (invoice: InvoiceToIssue, number: number, label: string): unknown[] => [
  invoice.id,
  invoice.issuerId,
  invoice.debtorId,
  invoice.billingAccountId,
  invoice.partyId,
  invoice.importId,
  invoice.importRow,
  invoice.issuedOn,
  invoice.dueOn,
  number,
  invoice.netMinor,
  invoice.taxMinor,
  invoice.totalMinor,
  invoice.currency,
  'invoice',
  invoice.level,
  label,
];

const lineColumns = {
  document_id: 'uuid',
  issuer_id: 'uuid',
  debtor_id: 'uuid',
  person_id: 'uuid',
  sale_id: 'uuid',
  net_minor: 'bigint',
  tax_minor: 'bigint',
  total_minor: 'bigint',
  period_from: 'date',
  period_to: 'date',
  position: 'smallint',
  level: 'text',
  kind: 'text',
  ledger_code: 'text',
  description: 'text',
  taxes: 'jsonb',
};

const lineRows = (invoice: InvoiceToIssue): unknown[][] =>
  invoice.lines.map((line) => [
    invoice.id,
    invoice.issuerId,
    invoice.debtorId,
    line.personId,
    line.saleId,
    line.netMinor,
    line.taxMinor,
    line.totalMinor,
    line.periodFrom,
    line.periodTo,
    line.position,
    invoice.level,
    line.kind,
    line.ledgerCode,
    line.description,
    line.taxes,
  ]);

const invoicePostingRows = (invoice: InvoiceToIssue): unknown[][] =>
  postingRows({ ...invoice, entryId: invoice.id, bookedOn: invoice.issuedOn });

const itemColumns = {
  document_id: 'uuid',
  issuer_id: 'uuid',
  debtor_id: 'uuid',
  billing_account_id: 'uuid',
  total_minor: 'bigint',
  settled_minor: 'bigint',
  due_on: 'date',
  position: 'smallint',
  person_name: 'text',
};

const itemRows = (invoice: InvoiceToIssue): unknown[][] =>
  invoice.lines.map((line) => [
    invoice.id,
    invoice.issuerId,
    invoice.debtorId,
    invoice.billingAccountId,
    line.totalMinor,
    invoice.settled ? line.totalMinor : 0,
    invoice.dueOn,
    line.position,
    invoice.personName,
  ]);
