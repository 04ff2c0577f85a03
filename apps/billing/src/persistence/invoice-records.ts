import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { InvoiceLineRecord, InvoiceRecord } from '#contracts/billing/documents.query';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { itemStateOf } from '../domain/match-state.js';
import { selectDocument, type DocumentRow } from './document-list.js';
import { PaymentLinks } from './payment-links.js';
import { PlannedCover, type CoverOf } from './planned-cover.js';

/** Invoices with their lines, what is open of each, and their twins. */
@Injectable()
export class InvoiceRecords {
  constructor(
    private readonly cover: PlannedCover,
    private readonly links: PaymentLinks,
  ) {}

  async find(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<DocumentRow | undefined> {
    const found = await query<DocumentRow>(
      em,
      `${selectDocument} WHERE d.id = $1 AND d.kind = 'invoice' AND $2 IN (d.issuer_id, d.debtor_id)`,
      [id, organizationId],
    );
    return found[0];
  }

  /** The whole records of these invoices, in their order, with what is open of each line. */
  async complete(em: EntityManager, organizationId: Uuid, invoices: readonly DocumentRow[]): Promise<InvoiceRecord[]> {
    const ids = invoices.map((invoice) => invoice.id);
    const lines = byDocument(await query<LineRow>(em, selectLines, [ids]));
    const twins = new Map(
      (await query<{ id: Uuid; twinId: Uuid }>(em, selectTwins, [ids, organizationId])).map((row) => [row.id, row.twinId]),
    );
    const coverOf = await this.cover.of(
      em,
      invoices.map((invoice) => invoice.billingAccountId),
    );
    const linkTo = await this.links.to(
      em,
      invoices.map((invoice) => invoice.issuerId),
    );
    return invoices.map((invoice) => {
      const record = recordOf(invoice, lines.get(invoice.id) ?? [], twins.get(invoice.id) ?? null, coverOf);
      return { ...record, paymentUrl: linkTo({ ...record, owedMinor: record.openMinor, invoiceId: record.id }) };
    });
  }
}

interface LineRow {
  readonly documentId: Uuid;
  readonly saleId: Uuid | null;
  readonly setOffMinor: number;
  readonly settledMinor: number;
  readonly line: Omit<InvoiceLineRecord, 'state'>;
}

function byDocument(lines: readonly LineRow[]): Map<Uuid, LineRow[]> {
  const groups = new Map<Uuid, LineRow[]>();
  for (const line of lines) {
    const group = groups.get(line.documentId);
    if (group) group.push(line);
    else groups.set(line.documentId, [line]);
  }
  return groups;
}

function recordOf(
  { label, operationId: _operation, reason, ...invoice }: DocumentRow,
  lines: readonly LineRow[],
  twinId: Uuid | null,
  coverOf: CoverOf,
): Omit<InvoiceRecord, 'paymentUrl'> {
  return {
    ...invoice,
    number: label,
    reason: reason === 'replacement' ? reason : null,
    openMinor: lines.reduce((open, { line }) => open + line.openMinor, 0),
    saleId: lines.find(({ saleId }) => saleId !== null)?.saleId ?? null,
    twinId,
    lines: lines.map((line) => lineOf(line, coverOf)),
  };
}

function lineOf({ documentId, setOffMinor, settledMinor, line }: LineRow, coverOf: CoverOf): InvoiceLineRecord {
  const { position, totalMinor, creditedMinor } = line;
  return { ...line, state: itemStateOf({ totalMinor, setOffMinor, creditedMinor, settledMinor }, coverOf({ documentId, position })) };
}

const selectLines = `SELECT l.document_id AS "documentId", l.sale_id AS "saleId", i.set_off_minor AS "setOffMinor",
    i.settled_minor AS "settledMinor", json_build_object(
    'position', l.position, 'kind', l.kind, 'description', l.description, 'personId', l.person_id, 'personName', i.person_name,
    'ledgerCode', l.ledger_code, 'netMinor', l.net_minor, 'taxes', l.taxes, 'totalMinor', l.total_minor,
    'creditedMinor', i.credited_minor, 'openMinor', i.open_minor) AS line
  FROM document_lines l JOIN open_items i ON i.document_id = l.document_id AND i.position = l.position
  WHERE l.document_id = ANY ($1::uuid[]) ORDER BY l.document_id, l.position`;

/** The same sale's invoice at the other level, where the organization is a party of both: the club. */
const selectTwins = `SELECT mine.document_id AS id, min(twin.document_id::text)::uuid AS "twinId"
  FROM document_lines mine JOIN document_lines twin ON twin.sale_id = mine.sale_id AND twin.level <> mine.level
    AND twin.credits_document_id IS NULL
  WHERE mine.document_id = ANY ($1::uuid[]) AND $2 IN (twin.issuer_id, twin.debtor_id)
  GROUP BY mine.document_id`;
