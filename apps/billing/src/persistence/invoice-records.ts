import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingLevel, InvoiceLineRecord, InvoiceRecord } from '#contracts/billing/documents.query';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';

/** Where a list goes on: below this number, and among equal numbers below this id. */
export interface Below {
  readonly number: number;
  readonly id: Uuid;
}

export interface InvoiceFilter {
  readonly importId?: Uuid;
  readonly billingAccountId?: Uuid;
  readonly level?: BillingLevel;
}

/** An invoice without its lines. */
export interface InvoiceRow extends Below {
  readonly label: string;
  readonly level: BillingLevel;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly billingAccountId: Uuid;
  readonly debtorName: string;
  readonly debtorAddress: string | null;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly currency: string;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly importId: Uuid | null;
}

/**
 * Invoices as an organization may read them: those it issued and those it owes. The organization is named in each query,
 * because the row policies know only all those the caller may act for.
 */
@Injectable()
export class InvoiceRecords {
  async find(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<InvoiceRow | undefined> {
    const found = await query<InvoiceRow>(em, `${select} WHERE d.id = $1 AND d.kind = 'invoice' AND $2 IN (d.issuer_id, d.debtor_id)`, [
      id,
      organizationId,
    ]);
    return found[0];
  }

  /** The newest first; the number's index is the order. */
  issuedBy(em: EntityManager, organizationId: Uuid, filter: InvoiceFilter, below: Below, limit: number): Promise<InvoiceRow[]> {
    return query(
      em,
      `${select} WHERE d.issuer_id = $1 AND d.kind = 'invoice' AND (d.number, d.id) < ($2::bigint, $3::uuid) AND ${filters}
       ORDER BY d.number DESC, d.id DESC LIMIT $4`,
      [organizationId, below.number, below.id, limit, ...filterValues(filter)],
    );
  }

  /** Through the accounts the organization owes on: one, at its federation. */
  owedBy(em: EntityManager, organizationId: Uuid, filter: InvoiceFilter, below: Below, limit: number): Promise<InvoiceRow[]> {
    return query(
      em,
      `SELECT owed.* FROM billing_accounts a CROSS JOIN LATERAL (
         ${select} WHERE d.billing_account_id = a.id AND d.kind = 'invoice' AND (d.number, d.id) < ($2::bigint, $3::uuid) AND ${filters}
         ORDER BY d.number DESC, d.id DESC LIMIT $4) owed
       WHERE a.debtor_id = $1 AND a.issuer_id <> $1
       ORDER BY owed.number DESC, owed.id DESC LIMIT $4`,
      [organizationId, below.number, below.id, limit, ...filterValues(filter)],
    );
  }

  /** The whole records of these invoices, in their order, with what is open of each line. */
  async complete(em: EntityManager, organizationId: Uuid, invoices: readonly InvoiceRow[]): Promise<InvoiceRecord[]> {
    const ids = invoices.map((invoice) => invoice.id);
    const lines = byDocument(await query<LineRow>(em, selectLines, [ids]));
    const twins = new Map(
      (await query<{ id: Uuid; twinId: Uuid }>(em, selectTwins, [ids, organizationId])).map((row) => [row.id, row.twinId]),
    );
    return invoices.map((invoice) => recordOf(invoice, lines.get(invoice.id) ?? [], twins.get(invoice.id) ?? null));
  }
}

interface LineRow {
  readonly documentId: Uuid;
  readonly saleId: Uuid | null;
  readonly line: InvoiceLineRecord;
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

function recordOf({ label, ...invoice }: InvoiceRow, lines: readonly LineRow[], twinId: Uuid | null): InvoiceRecord {
  return {
    ...invoice,
    number: label,
    openMinor: lines.reduce((open, { line }) => open + line.openMinor, 0),
    saleId: lines.find(({ saleId }) => saleId !== null)?.saleId ?? null,
    twinId,
    lines: lines.map(({ line }) => line),
  };
}

const select = `SELECT d.id, d.number, d.label, d.level, d.issuer_id AS "issuerId", d.debtor_id AS "debtorId",
    d.billing_account_id AS "billingAccountId", coalesce(p.name, '') AS "debtorName", p.address AS "debtorAddress",
    d.issued_on AS "issuedOn", d.due_on AS "dueOn", d.currency,
    d.net_minor AS "netMinor", d.tax_minor AS "taxMinor", d.total_minor AS "totalMinor", d.import_id AS "importId"
  FROM documents d JOIN party_snapshots p ON p.id = d.party_id`;

const filters = `($5::uuid IS NULL OR d.import_id = $5) AND ($6::uuid IS NULL OR d.billing_account_id = $6) AND ($7::text IS NULL OR d.level = $7)`;
const filterValues = ({ importId, billingAccountId, level }: InvoiceFilter): unknown[] => [
  importId ?? null,
  billingAccountId ?? null,
  level ?? null,
];

const selectLines = `SELECT l.document_id AS "documentId", l.sale_id AS "saleId", json_build_object(
    'position', l.position, 'kind', l.kind, 'description', l.description, 'personId', l.person_id, 'personName', i.person_name,
    'ledgerCode', l.ledger_code, 'netMinor', l.net_minor, 'taxes', l.taxes, 'totalMinor', l.total_minor, 'openMinor', i.open_minor) AS line
  FROM document_lines l JOIN open_items i ON i.document_id = l.document_id AND i.position = l.position
  WHERE l.document_id = ANY ($1::uuid[]) ORDER BY l.document_id, l.position`;

/** The same sale's invoice at the other level, where the organization is a party of both: the club. */
const selectTwins = `SELECT mine.document_id AS id, min(twin.document_id::text)::uuid AS "twinId"
  FROM document_lines mine JOIN document_lines twin ON twin.sale_id = mine.sale_id AND twin.level <> mine.level
    AND twin.credits_document_id IS NULL
  WHERE mine.document_id = ANY ($1::uuid[]) AND $2 IN (twin.issuer_id, twin.debtor_id)
  GROUP BY mine.document_id`;
