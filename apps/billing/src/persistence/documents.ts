import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DocumentRef } from '#contracts/billing/credits';
import type { BillingLevel } from '#contracts/billing/documents.query';
import type { Uuid } from '#kernel/ids';
import { insertRows, query } from '#platform/database/sql';
import { documentLabel } from '../domain/document-number.js';
import type { DocumentKind, DocumentToIssue, PartyToKeep } from '../domain/plan.js';
import { Deferrals } from './deferrals.js';
import { NumberSeries, type TakenNumbers } from './number-series.js';
import { postingColumns, postingRows } from './postings.js';
import { Sheets } from './sheets.js';

export type { DocumentToIssue, PartyToKeep } from '../domain/plan.js';

export interface IssuedInvoice {
  readonly id: Uuid;
  readonly row: number;
  readonly level: BillingLevel;
  readonly label: string;
}

export interface IssuedDocument {
  readonly id: Uuid;
  readonly kind: DocumentKind;
  readonly level: BillingLevel;
  readonly issuerId: Uuid;
  readonly operationId: Uuid | null;
  readonly number: number;
  readonly label: string;
  readonly totalMinor: number;
}

/**
 * The one writer of documents, of both kinds, at both levels, any number at once. Two steps: all that has no number first, then,
 * with the counters locked, the documents themselves.
 */
@Injectable()
export class Documents {
  constructor(
    private readonly numbers: NumberSeries,
    private readonly deferrals: Deferrals,
    private readonly sheets: Sheets,
  ) {}

  async keepParties(em: EntityManager, parties: readonly PartyToKeep[]): Promise<void> {
    await insertRows(
      em,
      'party_snapshots',
      { id: 'uuid', issuer_id: 'uuid', debtor_id: 'uuid', name: 'text', address: 'text' },
      parties.map((party) => [party.id, party.issuerId, party.debtorId, party.name, party.address]),
      'ON CONFLICT DO NOTHING',
    );
  }

  /** Lines, postings, and what is open of an invoice's lines. Of what is billed by accrual, revenue is deferred (BIL-22). */
  async insertContents(em: EntityManager, drafted: readonly DocumentToIssue[]): Promise<void> {
    const { documents, keep } = await this.deferrals.book(em, drafted);
    await insertRows(em, 'document_lines', lineColumns, documents.flatMap(lineRows));
    await insertRows(em, 'postings', postingColumns, documents.flatMap(documentPostingRows));
    const invoices = await this.sheets.atHome(
      em,
      documents.filter((document) => document.kind === 'invoice'),
    );
    await insertRows(em, 'open_items', itemColumns, invoices.flatMap(itemRows));
    await this.deferrals.keep(em, keep);
  }

  /** Issues them, each series' in the order given. From here to the commit, all others of these series wait. */
  async insertNumbered(em: EntityManager, documents: readonly DocumentToIssue[]): Promise<IssuedDocument[]> {
    const sheets = await this.sheets.ofDocuments(em, documents); // Before the counters: nobody waits for it.
    const numbers = await this.numbers.take(em, documents);
    const issued = documents.map((document) => numbered(document, numbers));
    const rows = documents.map((document, i) => documentRow(document, issued[i], sheets.get(document.id)));
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

  /** The documents these operations already made. */
  issuedBy(em: EntityManager, operationIds: readonly Uuid[]): Promise<IssuedDocument[]> {
    return query(
      em,
      `SELECT id, kind, level, issuer_id AS "issuerId", operation_id AS "operationId", number, label, total_minor AS "totalMinor"
       FROM documents WHERE operation_id = ANY ($1::uuid[])`,
      [operationIds],
    );
  }

  /** Sales of what the organization designed itself have no twin at the other level, and the books know. */
  async keepOwnSales(em: EntityManager, issuerId: Uuid, saleIds: readonly Uuid[]): Promise<void> {
    await insertRows(
      em,
      'own_sales',
      { sale_id: 'uuid', issuer_id: 'uuid' },
      saleIds.map((saleId) => [saleId, issuerId]),
    );
  }

  async anyFor(em: EntityManager, importId: Uuid): Promise<boolean> {
    const found = await query(em, 'SELECT FROM documents WHERE import_id = $1 LIMIT 1', [importId]);
    return found.length > 0;
  }
}

/** How an answer names a document. */
export const refOf = ({ id, kind, level, label, totalMinor }: IssuedDocument): DocumentRef => ({
  id,
  kind,
  level,
  number: label,
  totalMinor,
});

function numbered(document: DocumentToIssue, numbers: TakenNumbers): IssuedDocument {
  const { id, kind, level, issuerId, operationId = null, issuedOn, totalMinor } = document;
  const number = numbers.give(issuerId, kind);
  return { id, kind, level, issuerId, operationId, label: documentLabel(issuedOn, number), totalMinor, number };
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
  reason: 'text',
  operation_id: 'uuid',
  memo: 'text',
  description: 'text',
  items: 'smallint',
};

const documentRow = (document: DocumentToIssue, { number, label }: IssuedDocument, sheet?: Uuid): unknown[] => [
  document.id,
  document.issuerId,
  document.debtorId,
  sheet ?? document.billingAccountId,
  document.partyId,
  document.importId,
  document.importRow,
  document.issuedOn,
  document.dueOn,
  number,
  document.netMinor,
  document.taxMinor,
  document.totalMinor,
  document.currency,
  document.kind,
  document.level,
  label,
  document.reason,
  document.operationId,
  document.memo,
  document.lines[0].description,
  document.lines.length,
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
  credits_document_id: 'uuid',
  credits_position: 'smallint',
};

const lineRows = (document: DocumentToIssue): unknown[][] =>
  document.lines.map((line) => [
    document.id,
    document.issuerId,
    document.debtorId,
    line.personId,
    line.saleId,
    line.netMinor,
    line.taxMinor,
    line.totalMinor,
    line.periodFrom,
    line.periodTo,
    line.position,
    document.level,
    line.kind,
    line.ledgerCode,
    line.description,
    line.taxes,
    line.credits?.documentId,
    line.credits?.position,
  ]);

const documentPostingRows = (document: DocumentToIssue): unknown[][] =>
  postingRows({ ...document, entryId: document.id, bookedOn: document.issuedOn });

const itemColumns = {
  document_id: 'uuid',
  issuer_id: 'uuid',
  debtor_id: 'uuid',
  billing_account_id: 'uuid',
  total_minor: 'bigint',
  set_off_minor: 'bigint',
  settled_minor: 'bigint',
  due_on: 'date',
  position: 'smallint',
  person_name: 'text',
};

const itemRows = (invoice: DocumentToIssue): unknown[][] =>
  invoice.lines.map(({ position, totalMinor, setOffMinor = 0, personName }) => [
    invoice.id,
    invoice.issuerId,
    invoice.debtorId,
    invoice.billingAccountId,
    totalMinor,
    setOffMinor,
    invoice.settled ? totalMinor - setOffMinor : 0,
    invoice.dueOn,
    position,
    personName ?? invoice.personName,
  ]);
