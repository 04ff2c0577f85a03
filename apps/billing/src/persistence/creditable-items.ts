import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingLevel } from '#contracts/billing/documents.query';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { leftOf, type Creditable } from '../domain/credit.js';
import { itemKey } from '../domain/plan.js';
import { setOffDiscounts, taxesAfter } from '../domain/set-off.js';
import { sumOf, withTaxes, type TaxAmount, type TaxedAmount } from '../domain/tax.js';

/** A line of an issued invoice, with its invoice, and what may still be credited of it. */
export interface InvoicedItem extends Creditable {
  readonly level: BillingLevel;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly billingAccountId: Uuid;
  readonly partyId: Uuid;
  readonly currency: string;
  readonly issuedOn: LocalDate;
  readonly personName: string | null;
  readonly openMinor: number;
  readonly settledMinor: number;
  readonly creditedMinor: number;
}

type ItemRow = Omit<InvoicedItem, 'chargedMinor' | 'left'> & TaxedAmount & { readonly setOffMinor: number };

export interface LineKey {
  readonly documentId: Uuid;
  readonly position: number;
}

/**
 * Lines that may be credited. Whoever credits them locks them, in the order everybody locks open items in; a preview only reads.
 */
@Injectable()
export class CreditableItems {
  ofLines(em: EntityManager, lines: readonly LineKey[], locked: boolean): Promise<InvoicedItem[]> {
    const keys = [lines.map((line) => line.documentId), lines.map((line) => line.position)];
    return this.complete(
      em,
      `JOIN unnest($1::uuid[], $2::smallint[]) AS t (document_id, position) USING (document_id, position)`,
      keys,
      locked,
    );
  }

  /** All lines of an invoice, discounts too. */
  ofInvoice(em: EntityManager, documentId: Uuid, locked: boolean): Promise<InvoicedItem[]> {
    return this.complete(em, `WHERE i.document_id = $1`, [documentId], locked);
  }

  /** The lines of sales, one a level, as far as the transaction shows them. */
  ofSales(em: EntityManager, saleIds: readonly Uuid[], locked: boolean): Promise<InvoicedItem[]> {
    return this.complete(em, `WHERE l.sale_id = ANY ($1::uuid[]) AND l.credits_document_id IS NULL`, [saleIds], locked);
  }

  /** Those of these sales that were replaced by another (REP-12). */
  async replaced(em: EntityManager, saleIds: readonly Uuid[]): Promise<Set<Uuid>> {
    return new Set((await query<{ id: Uuid }>(em, selectReplaced, [saleIds])).map((row) => row.id));
  }

  /** Lowers what is open of items by what is credited of them. What was paid beyond is released already. */
  async credit(em: EntityManager, credits: readonly (LineKey & { readonly amountMinor: number })[]): Promise<void> {
    const columns = [credits.map((one) => one.documentId), credits.map((one) => one.position), credits.map((one) => one.amountMinor)];
    if (credits.length > 0) await execute(em, creditItems, columns);
  }

  private async complete(em: EntityManager, where: string, values: unknown[], locked: boolean): Promise<InvoicedItem[]> {
    const lock = locked ? 'FOR UPDATE OF i' : '';
    if (locked) await query(em, `${lockPlanned} ${where}) ORDER BY id FOR UPDATE`, values); // Before the items, as everybody locks.
    const rows = await query<ItemRow>(em, `${selectItems} ${where} ORDER BY i.document_id, i.position ${lock}`, values);
    const discounted = await this.setOffs(em, rows);
    const credited = await this.credits(em, rows);
    return rows.map(({ netMinor, taxes, taxMinor, totalMinor, setOffMinor, ...row }) => {
      const key = itemKey(row.documentId, row.position);
      const own = discounted.get(key) ?? taxes;
      const charged: TaxedAmount = setOffMinor
        ? withTaxes(totalMinor - setOffMinor - sumOf(own), own)
        : { netMinor, taxes, taxMinor, totalMinor };
      return { ...row, chargedMinor: charged.totalMinor, left: leftOf(charged, credited.get(key) ?? []) };
    });
  }

  /** The taxes that discounts leave of each line, by the rule they were set off by. */
  private async setOffs(em: EntityManager, rows: readonly ItemRow[]): Promise<Map<string, TaxAmount[]>> {
    const left = new Map<string, TaxAmount[]>();
    const ids = [...new Set(rows.filter((row) => row.setOffMinor !== 0).map((row) => row.documentId))];
    if (ids.length === 0) return left;
    const lines = await query<LineKey & { taxes: TaxAmount[]; totalMinor: number }>(em, selectLines, [ids]);
    for (const [documentId, own] of Map.groupBy(lines, (line) => line.documentId)) {
      const taken = setOffDiscounts(own);
      own.forEach(({ position, taxes }, i) => left.set(itemKey(documentId, position), taxesAfter(taxes, taken[i].taxes)));
    }
    return left;
  }

  private async credits(em: EntityManager, rows: readonly ItemRow[]): Promise<Map<string, TaxedAmount[]>> {
    const touched = rows.filter((row) => row.creditedMinor > 0);
    if (touched.length === 0) return new Map();
    const keys = [touched.map((row) => row.documentId), touched.map((row) => row.position)];
    const credits = await query<LineKey & { netMinor: number; taxes: TaxAmount[] }>(em, selectCredits, keys);
    const byItem = Map.groupBy(credits, (credit) => itemKey(credit.documentId, credit.position));
    return new Map(
      Array.from(byItem, ([key, own]) => [
        key,
        own.map(({ netMinor, taxes }) =>
          withTaxes(
            -netMinor,
            taxes.map((tax) => ({ ...tax, amountMinor: -tax.amountMinor })),
          ),
        ),
      ]),
    );
  }
}

const selectItems = `SELECT i.document_id AS "documentId", i.position, l.kind, l.description, l.person_id AS "personId",
    l.ledger_code AS "ledgerCode", l.sale_id AS "saleId", l.period_from AS "periodFrom", l.period_to AS "periodTo",
    l.net_minor AS "netMinor", l.taxes, l.tax_minor AS "taxMinor", l.total_minor AS "totalMinor", i.set_off_minor AS "setOffMinor",
    i.open_minor AS "openMinor", i.settled_minor AS "settledMinor", i.credited_minor AS "creditedMinor", i.person_name AS "personName",
    d.level, d.issuer_id AS "issuerId", d.debtor_id AS "debtorId", i.billing_account_id AS "billingAccountId", d.party_id AS "partyId",
    d.currency, d.issued_on AS "issuedOn"
  FROM open_items i JOIN document_lines l USING (document_id, position) JOIN documents d ON d.id = i.document_id`;

/** What is planned on their accounts may shrink with what is credited. */
const lockPlanned = `SELECT FROM planned_payments WHERE state IN ('planned', 'failed') AND billing_account_id IN (
  SELECT i.billing_account_id FROM open_items i JOIN document_lines l USING (document_id, position)`;

const selectLines = `SELECT document_id AS "documentId", position, taxes, total_minor AS "totalMinor"
  FROM document_lines WHERE document_id = ANY ($1::uuid[]) ORDER BY document_id, position`;

const selectCredits = `SELECT l.credits_document_id AS "documentId", l.credits_position AS position, l.net_minor AS "netMinor", l.taxes
  FROM document_lines l JOIN unnest($1::uuid[], $2::smallint[]) AS t (document_id, position)
    ON l.credits_document_id = t.document_id AND l.credits_position = t.position`;

const selectReplaced = `SELECT DISTINCT l.sale_id AS id FROM document_lines l JOIN documents d ON d.id = l.document_id
  WHERE l.sale_id = ANY ($1::uuid[]) AND l.credits_document_id IS NOT NULL AND d.reason = 'replacement'`;

const creditItems = `UPDATE open_items i SET credited_minor = i.credited_minor + t.amount FROM (
    SELECT document_id, position, sum(amount)::bigint AS amount
    FROM unnest($1::uuid[], $2::smallint[], $3::bigint[]) AS m (document_id, position, amount) GROUP BY document_id, position) t
  WHERE i.document_id = t.document_id AND i.position = t.position`;
