import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CreditNoteLineRecord, CreditNoteReason, CreditNoteRecord } from '#contracts/billing/staff-documents';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { selectDocument, type DocumentRow } from './document-list.js';

/** Credit notes with the lines they credit. */
@Injectable()
export class CreditNoteRecords {
  async find(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<CreditNoteRecord | undefined> {
    const found = await query<DocumentRow>(
      em,
      `${selectDocument} WHERE d.id = $1 AND d.kind = 'credit-note' AND $2 IN (d.issuer_id, d.debtor_id)`,
      [id, organizationId],
    );
    return (await this.complete(em, found)).at(0);
  }

  async complete(em: EntityManager, notes: readonly DocumentRow[]): Promise<CreditNoteRecord[]> {
    if (notes.length === 0) return [];
    const lines = Map.groupBy(await query<LineRow>(em, selectLines, [notes.map((note) => note.id)]), (row) => row.documentId);
    const operations = notes.flatMap(({ operationId }) => (operationId ? [operationId] : []));
    const fees = new Map((await query<FeeRow>(em, selectFees, [operations])).map((fee) => [`${fee.operationId}/${fee.level}`, fee.id]));
    return notes.map(({ label, number: _number, dueOn: _dueOn, operationId, reason, ...note }) => {
      const own = lines.get(note.id) ?? [];
      return {
        ...note,
        number: label,
        reason: reason as CreditNoteReason,
        saleId: own.find(({ saleId }) => saleId !== null)?.saleId ?? null,
        feeInvoiceId: reason === 'replacement' ? null : (fees.get(`${operationId}/${note.level}`) ?? null),
        lines: own.map(({ line }) => line),
      };
    });
  }
}

interface LineRow {
  readonly documentId: Uuid;
  readonly saleId: Uuid | null;
  readonly line: CreditNoteLineRecord;
}

interface FeeRow {
  readonly id: Uuid;
  readonly operationId: Uuid;
  readonly level: string;
}

const selectLines = `SELECT l.document_id AS "documentId", l.sale_id AS "saleId", json_build_object(
    'position', l.position, 'kind', l.kind, 'description', l.description, 'personId', l.person_id, 'ledgerCode', l.ledger_code,
    'netMinor', l.net_minor, 'taxes', l.taxes, 'totalMinor', l.total_minor, 'invoiceId', l.credits_document_id,
    'invoicePosition', l.credits_position) AS line
  FROM document_lines l WHERE l.document_id = ANY ($1::uuid[]) ORDER BY l.document_id, l.position`;

const selectFees = `SELECT id, operation_id AS "operationId", level FROM documents WHERE operation_id = ANY ($1::uuid[]) AND kind = 'invoice'`;
