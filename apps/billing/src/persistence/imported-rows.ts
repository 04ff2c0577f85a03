import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingLevel } from '#contracts/billing/documents.query';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import type { Creditable } from '../domain/credit.js';
import type { TaxAmount } from '../domain/tax.js';
import type { InvoiceStanding, OwnPayment } from '../domain/undo.js';

/** An invoice that an import issued for a row, with how it stands now. */
export interface ImportedInvoice extends InvoiceStanding {
  readonly row: number;
  readonly id: Uuid;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly billingAccountId: Uuid;
  readonly partyId: Uuid;
  readonly currency: string;
  readonly totalMinor: number;
  readonly accountInUse: boolean; // Its account has documents or payments that are none of the import's.
  readonly personInUse: boolean; // So has the person it is for.
}

/** A credit note that an undo issued for a row. */
export interface CounteredInvoice {
  readonly row: number;
  readonly level: BillingLevel;
  readonly id: Uuid;
  readonly label: string;
  readonly totalMinor: number; // Negative.
}

/** What an import has put into the books, row by row, for its undo. */
@Injectable()
export class ImportedRows {
  /** Locks the items of these rows, as everybody locks items; what is read afterwards holds until the transaction ends. */
  async lock(em: EntityManager, importId: Uuid, rows: readonly number[]): Promise<void> {
    await execute(em, lockItems, [importId, rows]);
    await execute(em, lockPayments, [importId, rows]);
  }

  /** Both invoices of each row of which the caller acts for both issuers; of other rows nothing. */
  async standing(em: EntityManager, importId: Uuid, rows: readonly number[]): Promise<ImportedInvoice[]> {
    const found = await query<StandingRow>(em, selectStanding, [importId, rows]);
    const levels = new Map(
      Array.from(
        Map.groupBy(found, ({ row }) => row),
        ([row, ofRow]) => [row, ofRow.length],
      ),
    );
    const whole = found.filter(({ row }) => levels.get(row) === 2);
    return whole.map(({ paymentId, paidMinor, refundedMinor, matchedHereMinor, ...invoice }) => ({
      ...invoice,
      payment: paymentId === null ? null : ownPayment(paymentId, paidMinor, refundedMinor, matchedHereMinor),
    }));
  }

  /** The lines of these invoices as they were issued: nothing of them has been credited. */
  async linesOfRecord(em: EntityManager, documentIds: readonly Uuid[]): Promise<Map<Uuid, Creditable[]>> {
    const lines = await query<LineRow>(em, selectLines, [documentIds]);
    return Map.groupBy(lines.map(creditable), ({ documentId }) => documentId);
  }

  /** Nothing of these invoices is owed any more. Their items are locked, and what settled them was released. */
  async creditWhole(em: EntityManager, documentIds: readonly Uuid[]): Promise<void> {
    const text = `UPDATE open_items SET credited_minor = total_minor - set_off_minor WHERE document_id = ANY ($1::uuid[])`;
    await execute(em, text, [documentIds]);
  }

  /** The credit notes these rows already have: a cause has one document. */
  countered(em: EntityManager, importId: Uuid, rows: readonly number[]): Promise<CounteredInvoice[]> {
    const text = `SELECT id, import_row AS row, level, label, total_minor AS "totalMinor" FROM documents
      WHERE import_id = $1 AND import_row = ANY ($2::int[]) AND kind = 'credit-note'`;
    return query(em, text, [importId, rows]);
  }
}

type StandingRow = Omit<ImportedInvoice, 'payment'> & {
  readonly paymentId: Uuid | null;
  readonly paidMinor: number;
  readonly refundedMinor: number;
  readonly matchedHereMinor: number;
};

const ownPayment = (id: Uuid, amountMinor: number, refundedMinor: number, matchedHereMinor: number): OwnPayment => ({
  id,
  amountMinor,
  refundedMinor,
  matchedHereMinor,
});

interface LineRow extends Omit<Creditable, 'left' | 'chargedMinor'> {
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly taxes: TaxAmount[];
}

const creditable = ({ netMinor, taxMinor, totalMinor, taxes, ...line }: LineRow): Creditable => ({
  ...line,
  chargedMinor: totalMinor,
  left: { netMinor, taxMinor, totalMinor, taxes },
});

const ofRows = `d.import_id = $1 AND d.import_row = ANY ($2::int[]) AND d.kind = 'invoice'`;

const lockItems = `SELECT FROM open_items i JOIN documents d ON d.id = i.document_id WHERE ${ofRows}
  ORDER BY i.document_id, i.position FOR UPDATE OF i`;
const lockPayments = `SELECT FROM payment_balances b JOIN payments p ON p.id = b.payment_id
  WHERE p.import_id = $1 AND p.import_row = ANY ($2::int[]) AND p.kind = 'payment' ORDER BY b.payment_id FOR UPDATE OF b`;

/** Other origin: not this import's, nor given back by its undo. */
const otherOrigin = `o.billing_account_id = d.billing_account_id AND o.import_id IS DISTINCT FROM d.import_id`;

/** Somebody has used an account that was merged since: its client stays (ID-24). */
const merged = `EXISTS (SELECT FROM billing_accounts a WHERE a.id = d.billing_account_id AND (a.joined_to IS NOT NULL OR a.merged))`;

const selectStanding = `
  SELECT d.id, d.import_row AS row, d.level, d.issuer_id AS "issuerId", d.debtor_id AS "debtorId",
    items.home AS "billingAccountId", d.party_id AS "partyId", d.currency, d.total_minor AS "totalMinor",
    EXISTS (SELECT FROM document_lines n WHERE n.credits_document_id = d.id) AS credited, items.settled AS "settledMinor", 
    d.level = 'client' AND EXISTS (SELECT FROM cancellations WHERE document_id = d.id) AS cancelled,
    EXISTS (SELECT FROM planned_payments o WHERE o.billing_account_id = items.home AND o.planned_at > d.issued_at
      AND o.state IN ('planned', 'charging', 'failed')) AND d.level = 'client' AS planned,
    p.id AS "paymentId", b.amount_minor AS "paidMinor", b.refunded_minor AS "refundedMinor", coalesce(here.matched, 0)::bigint AS "matchedHereMinor",
    d.level = 'client' AND (${merged}
      OR EXISTS (SELECT FROM documents o WHERE ${otherOrigin})
      OR EXISTS (SELECT FROM payments o WHERE ${otherOrigin} AND o.reason IS DISTINCT FROM 'import-undone')) AS "accountInUse",
    d.level = 'client' AND (${merged} OR EXISTS (
      SELECT FROM documents o JOIN document_lines l ON l.document_id = o.id
        JOIN document_lines mine ON mine.document_id = d.id AND mine.person_id = l.person_id
      WHERE ${otherOrigin})) AS "personInUse"
  FROM documents d
  CROSS JOIN LATERAL (
    SELECT sum(settled_minor)::bigint AS settled, (array_agg(billing_account_id))[1] AS home FROM open_items WHERE document_id = d.id) items
  LEFT JOIN payments p ON p.import_id = d.import_id AND p.import_row = d.import_row AND p.kind = 'payment' AND d.level = 'client'
  LEFT JOIN payment_balances b ON b.payment_id = p.id
  LEFT JOIN LATERAL (SELECT sum(amount_minor) AS matched FROM allocations WHERE payment_id = p.id AND document_id = d.id) here ON true
  WHERE ${ofRows} ORDER BY d.import_row, d.level`;

const selectLines = `SELECT document_id AS "documentId", position, kind, description, person_id AS "personId", ledger_code AS "ledgerCode",
    sale_id AS "saleId", period_from AS "periodFrom", period_to AS "periodTo", net_minor AS "netMinor", tax_minor AS "taxMinor",
    total_minor AS "totalMinor", taxes
  FROM document_lines WHERE document_id = ANY ($1::uuid[]) ORDER BY document_id, position`;
