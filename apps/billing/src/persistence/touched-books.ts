import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import type { LawOfBooks, Subject } from './law-of-books.js';

/** What has to be looked at again, by what laws are about. */
export type Touched = Readonly<Record<Subject, readonly Uuid[]>>;

export interface TouchedBooks {
  readonly horizon: string; // Every transaction before it has ended, so all it did was seen: from here on the next pass looks.
  readonly touched: Touched | null; // Null: nobody knows since when, so everything.
}

/**
 * Finds what changed in the books since somebody looked, by the transaction that wrote each row's version. A transaction that began
 * before that look and committed after it is not missed: what is looked from is the oldest one that was still running. Rows changed
 * behind the service's back are among them, those deleted behind it are not.
 */
@Injectable()
export class ChangedBooks {
  async since(em: EntityManager, horizon: string | undefined): Promise<TouchedBooks> {
    if (horizon === undefined) return { horizon: await now(em), touched: null };
    const [{ next, touched }] = await query<{ next: string; touched: Touched }>(em, selectTouched, [horizon]);
    const shown = await query<{ id: Uuid }>(em, selectSheets, [touched.account]);
    const account = shown.length === 0 ? touched.account : [...new Set([...touched.account, ...shown.map(({ id }) => id)])];
    return { horizon: next, touched: { ...touched, account } };
  }
}

/** Where accounts were merged, a balance is of all the sheets in an account's books (ID-24). */
const selectSheets = `SELECT unnest(sheets_of(coalesce(joined_to, id))) AS id FROM billing_accounts
  WHERE id = ANY ($1::uuid[]) AND (joined_to IS NOT NULL OR merged)`;

/** A law asked of some of its subjects: the tables it reads are narrowed to what is about them, and its text stays as it is. */
export function lawOf({ sql, of }: LawOfBooks): string {
  const narrowed = Object.entries(of.tables).map(([table, about]) => {
    const condition = about.includes(' ') ? about : `${about} = ANY ($1::uuid[])`;
    return `${table} AS (SELECT * FROM public.${table} WHERE ${condition})`;
  });
  return `WITH ${narrowed.join(', ')} SELECT * FROM (${sql}) broken`;
}

async function now(em: EntityManager): Promise<string> {
  const [{ next }] = await query<{ next: string }>(em, `SELECT ${oldestRunning} AS next`);
  return next;
}

const oldestRunning = `pg_snapshot_xmin(pg_current_snapshot())::text`;

/** By age, which is right however often transaction ids have gone round; an old row may look young, and is looked at once more. */
const changed = (table: string, columns: string): string => `SELECT ${columns} FROM ${table} WHERE age(xmin) <= age($1::xid8::xid)`;

const tables: Record<string, string> = {
  documents: 'id, issuer_id, billing_account_id, operation_id',
  document_lines: 'document_id, credits_document_id, sale_id',
  postings: 'entry_id',
  open_items: 'document_id, billing_account_id',
  payments: 'id, billing_account_id, operation_id',
  payment_balances: 'payment_id, billing_account_id',
  allocations: 'payment_id, document_id',
  refund_sources: 'payment_id, refund_id',
  cancellations: 'id, document_id, sale_id',
  upstream_credits: 'cancellation_id, document_id, sale_id',
  own_sales: 'sale_id',
  deferrals: 'document_id, issuer_id',
  recognitions: 'id, issuer_id',
  recognition_lines: 'document_id',
  number_series: 'issuer_id',
  planned_payments: 'id, plan_id, charge_id',
  charges: 'id, payment_id',
  payment_plans: 'id',
  recurring_charges: 'id',
  recurring_invoices: 'recurring_charge_id, document_id',
};

/** Where each subject's ids come from. */
const sources: Record<Subject, readonly string[]> = {
  document: [
    'documents.id',
    'document_lines.document_id',
    'document_lines.credits_document_id',
    'open_items.document_id',
    'allocations.document_id',
    'cancellations.document_id',
    'upstream_credits.document_id',
    'deferrals.document_id',
    'recognition_lines.document_id',
    'recurring_invoices.document_id',
  ],
  entry: ['documents.id', 'payments.id', 'recognitions.id', 'postings.entry_id'],
  payment: [
    'payments.id',
    'payment_balances.payment_id',
    'allocations.payment_id',
    'refund_sources.payment_id',
    'refund_sources.refund_id',
    'charges.payment_id',
    'postings.entry_id',
  ],
  sale: ['document_lines.sale_id', 'own_sales.sale_id', 'cancellations.sale_id', 'upstream_credits.sale_id'],
  operation: ['documents.operation_id', 'payments.operation_id', 'cancellations.id', 'upstream_credits.cancellation_id'],
  account: [
    'documents.billing_account_id',
    'open_items.billing_account_id',
    'payments.billing_account_id',
    'payment_balances.billing_account_id',
  ],
  issuer: ['documents.issuer_id', 'number_series.issuer_id'],
  accruing: ['deferrals.issuer_id', 'recognitions.issuer_id'],
  planned: ['planned_payments.id'],
  charge: ['charges.id', 'planned_payments.charge_id'],
  plan: ['payment_plans.id', 'planned_payments.plan_id'],
  recurring: ['recurring_charges.id', 'recurring_invoices.recurring_charge_id'],
};

const idsOf = (columns: readonly string[]): string => {
  const each = columns.map((column) => {
    const [table, name] = column.split('.');
    return `SELECT ${name} FROM changed_${table} WHERE ${name} IS NOT NULL`;
  });
  return `(SELECT coalesce(json_agg(id), '[]') FROM (${each.join(' UNION ')}) ids (id))`;
};

const selectTouched = `WITH ${Object.entries(tables)
  .map(([table, columns]) => `changed_${table} AS MATERIALIZED (${changed(table, columns)})`)
  .join(', ')}
  SELECT ${oldestRunning} AS next, json_build_object(${Object.entries(sources)
    .map(([subject, columns]) => `'${subject}', ${idsOf(columns)}`)
    .join(', ')}) AS touched`;
