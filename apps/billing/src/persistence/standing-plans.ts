import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PlannedDocument, PlannedPaymentChange } from '#contracts/billing/planned-billing';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { inInvoiceOrder, type OpenItem } from '../domain/matching.js';
import { itemKey, type Plan, type PlannedIssue } from '../domain/plan.js';
import { reducedPlans, type StandingPayment, type TakeOver } from '../domain/plan-reduction.js';

/** What a plan that credits something does to the payments that are planned on its accounts. */
export interface StandingChanges {
  readonly payments: readonly PlannedPaymentChange[];
  readonly successors: readonly { readonly billingAccountId: Uuid; readonly from: Uuid; readonly to: Uuid }[]; // Invoices that plans are meant for.
}

type PlannedRow = StandingPayment & { readonly billingAccountId: Uuid; readonly currency: string };

/** Planned payments of accounts on which something is credited. Whoever credits has locked them with what it credits. */
@Injectable()
export class StandingPlans {
  /** What would become of them; `shown` are the plan's documents, in its order, with what money settles of them. */
  async after(em: EntityManager, plan: Plan, shown: readonly PlannedDocument[]): Promise<StandingChanges> {
    const accounts = [...new Set(plan.documents.flatMap((one) => (creditsOf(one).length > 0 ? [one.billingAccountId] : [])))];
    const planned = accounts.length > 0 ? await query<PlannedRow>(em, selectPlanned, [accounts]) : [];
    if (planned.length === 0) return { payments: [], successors: [] };
    const byAccount = Map.groupBy(planned, (row) => row.billingAccountId);
    const items = Map.groupBy(await query<OpenItem>(em, selectOpen, [[...byAccount.keys()]]), (item) => item.billingAccountId);
    const credited = creditedBy(plan);
    const takeOvers = takeOversOf(plan, shown);
    const payments = Array.from(byAccount, ([accountId, own]) => {
      const open = (items.get(accountId) ?? []).sort(inInvoiceOrder).map(({ documentId, position, openMinor }) => {
        const leftMinor = Math.max(0, openMinor - (credited.get(itemKey(documentId, position)) ?? 0));
        return { documentId, position, openMinor, leftMinor };
      });
      return reducedPlans(own, open, takeOvers.get(accountId)).map((one) => changeOf(one, own));
    });
    return { payments: payments.flat(), successors: takeOvers.size > 0 ? successorsOf(plan) : [] };
  }

  async apply(em: EntityManager, { payments, successors }: StandingChanges): Promise<void> {
    const column = <K extends 'plannedPaymentId' | 'afterMinor'>(name: K) => payments.map((payment) => payment[name]);
    if (payments.length > 0) await execute(em, reduceAll, [column('plannedPaymentId'), column('afterMinor')]);
    const of = (name: 'billingAccountId' | 'from' | 'to') => successors.map((one) => one[name]);
    if (successors.length > 0) await execute(em, takeOverAll, [of('billingAccountId'), of('from'), of('to')]);
  }
}

const changeOf = ({ id, afterMinor }: { id: Uuid; afterMinor: number }, own: readonly PlannedRow[]): PlannedPaymentChange => {
  const payment = own.find((one) => one.id === id);
  if (!payment) throw new Error(`planned payment ${id} is none of its account's`);
  const { billingAccountId, method, dueOn, currency, amountMinor: beforeMinor } = payment;
  return { plannedPaymentId: id, billingAccountId, method, dueOn, currency, beforeMinor, afterMinor };
};

const creditsOf = ({ lines }: PlannedIssue) =>
  lines.flatMap(({ credits, totalMinor }) => (credits && totalMinor !== 0 ? [{ ...credits, amountMinor: -totalMinor }] : []));

function creditedBy({ documents }: Plan): Map<string, number> {
  const credited = new Map<string, number>();
  for (const { documentId, position, amountMinor } of documents.flatMap(creditsOf)) {
    const key = itemKey(documentId, position);
    credited.set(key, (credited.get(key) ?? 0) + amountMinor);
  }
  return credited;
}

/** A credit note of a replacement that takes plans over, and the invoice of the same operation at the same level. */
function pairsOf({ documents, takesOver = new Set() }: Plan): { note: PlannedIssue; invoice: PlannedIssue; index: number }[] {
  return documents.flatMap((note) => {
    if (note.kind !== 'credit-note' || !takesOver.has(note.operationId)) return [];
    const index = documents.findIndex((one) => one.kind === 'invoice' && one.operationId === note.operationId && one.level === note.level);
    return index < 0 ? [] : [{ note, invoice: documents[index], index }];
  });
}

function takeOversOf(plan: Plan, shown: readonly PlannedDocument[]): Map<Uuid, TakeOver[]> {
  const found = new Map<Uuid, TakeOver[]>();
  for (const { note, invoice, index } of pairsOf(plan)) {
    const one = { from: creditsOf(note), openMinor: invoice.totalMinor - shown[index].settledMinor };
    found.set(invoice.billingAccountId, [...(found.get(invoice.billingAccountId) ?? []), one]);
  }
  return found;
}

const successorsOf = (plan: Plan): StandingChanges['successors'] =>
  pairsOf(plan).flatMap(({ note, invoice: { id: to, billingAccountId } }) =>
    [...new Set(creditsOf(note).map(({ documentId }) => documentId))].map((from) => ({ billingAccountId, from, to })),
  );

/** Also what failed: it may be tried again. What recurs is meant for the invoice it was planned with. */
const selectPlanned = `SELECT i.id, i.billing_account_id AS "billingAccountId", i.method, i.due_on AS "dueOn", i.currency,
    i.amount_minor AS "amountMinor", i.state = 'charging' AS charging,
    coalesce(p.invoice_ids, CASE WHEN o.document_id IS NULL THEN '{}' ELSE ARRAY[o.document_id] END) AS "invoiceIds"
  FROM planned_payments i LEFT JOIN payment_plans p ON p.id = i.plan_id
    LEFT JOIN recurring_invoices o ON o.recurring_charge_id = i.plan_id AND o.planned_payment_id = i.id
  WHERE i.billing_account_id = ANY ($1::uuid[]) AND i.state IN ('planned', 'charging', 'failed') ORDER BY i.id`;

const selectOpen = `SELECT i.document_id AS "documentId", i.position, i.billing_account_id AS "billingAccountId", i.due_on AS "dueOn",
    d.number, i.open_minor AS "openMinor"
  FROM open_items i JOIN documents d ON d.id = i.document_id WHERE i.billing_account_id = ANY ($1::uuid[]) AND i.open_minor > 0`;

const reduceAll = `UPDATE planned_payments p SET version = p.version + 1,
    state = CASE WHEN t.after = 0 THEN 'dismissed' ELSE p.state END, failure = CASE WHEN t.after = 0 THEN NULL ELSE p.failure END,
    amount_minor = CASE WHEN t.after = 0 THEN p.amount_minor ELSE t.after END,
    reduced_minor = p.reduced_minor + CASE WHEN t.after = 0 THEN 0 ELSE p.amount_minor - t.after END
  FROM unnest($1::uuid[], $2::bigint[]) AS t (id, after) WHERE p.id = t.id AND p.state IN ('planned', 'failed')`;

const takeOverAll = `UPDATE payment_plans p SET invoice_ids = array_append(p.invoice_ids, t.successor)
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS t (account, replaced, successor)
  WHERE p.billing_account_id = t.account AND t.replaced = ANY (p.invoice_ids) AND NOT t.successor = ANY (p.invoice_ids) AND p.cancelled_at IS NULL`;
