import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PlannedBilling, PlannedPaymentChange } from '#contracts/billing/planned-billing';
import type { ClientOccasion } from '#contracts/identity/tell-clients.command';
import { fingerprint } from '#kernel/fingerprint';
import { derivedId, type Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { query } from '#platform/database/sql';
import { CrashPoints } from '#platform/service/crash-points';
import { changedOperations } from '../domain/billing-summary.js';
import { PreviewChanged } from '../domain/plan.errors.js';
import { isMadeUpFor, itemKey, plannedBilling, type Plan } from '../domain/plan.js';
import { BillingAccounts } from './billing-accounts.js';
import { CreditableItems, type InvoicedItem, type LineKey } from './creditable-items.js';
import { Documents, type IssuedDocument } from './documents.js';
import { Matching, type Freed } from './matching.js';
import { Notices } from './notices.js';
import { Payments, type MoneyToRecord } from './payments.js';
import { Refunds } from './refunds.js';
import { Sheets } from './sheets.js';
import { StandingPlans, type StandingChanges } from './standing-plans.js';

/** Why something is written, for the audit log. */
export interface Cause {
  readonly action: string;
  readonly subject: string;
  readonly facts?: object;
  readonly occasion?: ClientOccasion; // What the client may be told of it as (BIL-25).
}

/** What somebody confirmed: the whole by its hash, or each operation of a part of a batch order by its own. */
export type Confirmed = string | ReadonlyMap<Uuid, string> | null;

export interface Booked {
  readonly documents: readonly IssuedDocument[];
  readonly released: readonly Freed[]; // Money that is free of what was credited, before it settled anything new.
}

/**
 * Shows a plan, or carries it out. Everything that bills outside an import goes through here: it locks in one order (the credited
 * items are locked by whoever drafted the plan, then payments' balances, the number series, the audit log), writes sets, and lets
 * money follow.
 */
@Injectable()
export class Bookings {
  constructor(
    private readonly accounts: BillingAccounts,
    private readonly items: CreditableItems,
    private readonly documents: Documents,
    private readonly matching: Matching,
    private readonly payments: Payments,
    private readonly refunds: Refunds,
    private readonly standing: StandingPlans,
    private readonly sheets: Sheets,
    private readonly notices: Notices,
    private readonly audit: Audit,
    private readonly crashPoints: CrashPoints,
  ) {}

  /** What the plan would do; `items` are those it credits. */
  async preview(em: EntityManager, drafted: Plan, items: readonly InvoicedItem[]): Promise<PlannedBilling> {
    const plan = await this.atHome(em, drafted);
    const ids = [...new Set(plan.documents.map((document) => document.billingAccountId))];
    const balances = new Map((await query<{ id: Uuid; balance: number }>(em, selectBalances, [ids])).map((row) => [row.id, row.balance]));
    return (await this.planned(em, plan, items, balances)).shown;
  }

  /** Carries the plan out, unless it differs from the preview somebody confirmed. `items` are those it credits, locked. */
  async write(em: EntityManager, drafted: Plan, items: readonly InvoicedItem[], cause: Cause, confirmed?: Confirmed): Promise<Booked> {
    const plan = await this.atHome(em, drafted);
    const { shown, standing } = await this.planned(em, plan, items);
    if (typeof confirmed === 'string' && shown.previewHash !== confirmed) throw new PreviewChanged(shown);
    const changed = typeof confirmed === 'object' && confirmed ? changedOperations(shown, confirmed) : [];
    if (changed.length > 0) throw new PreviewChanged(shown, changed);
    const credits = creditsOf(plan);
    await this.accounts.ensure(em, plan.accounts);
    await this.documents.keepParties(em, plan.parties);
    const released = await this.matching.release(em, paidBeyond(items, credits));
    await this.items.credit(em, credits);
    this.crashPoints.reach('billing.booking.released');
    await this.documents.insertContents(em, plan.documents);
    const documents = await this.documents.insertNumbered(em, plan.documents);
    this.crashPoints.reach('billing.booking.numbered');
    await this.letMoneyFollow(em, plan, released);
    await this.standing.apply(em, standing);
    await this.record(em, plan, documents, withPlans(cause, standing));
    if (cause.occasion) await this.notices.tell(em, cause.occasion, plan, documents);
    this.crashPoints.reach('billing.booking.written');
    return { documents, released };
  }

  /** On the accounts in whose books it will be: money of both follows across accounts that were merged (ID-24). */
  private async atHome(em: EntityManager, plan: Plan): Promise<Plan> {
    return { ...plan, documents: [...(await this.sheets.atHome(em, plan.documents))] };
  }

  /** The documents, and what becomes of the payments that are planned for what they credit (BIL-13, BIL-15). */
  private async planned(
    em: EntityManager,
    plan: Plan,
    items: readonly InvoicedItem[],
    balances: ReadonlyMap<Uuid, number> = new Map<Uuid, number>(),
  ): Promise<{ shown: PlannedBilling; standing: StandingChanges }> {
    const shown = plannedBilling(plan, { items: byKey(items), balances, free: await this.freeBeside(em, plan, items) });
    const standing = await this.standing.after(em, plan, shown.documents);
    const { payments } = standing;
    if (payments.length === 0) return { shown, standing };
    const previewHash = fingerprint([shown.previewHash, ...payments.map(changeLine)]);
    return { shown: { ...shown, plannedPayments: [...payments], previewHash }, standing };
  }

  /** Released money settles the new invoices of its account in their order, together with what else is free of the same payments. */
  private async letMoneyFollow(em: EntityManager, plan: Plan, released: readonly Freed[]): Promise<void> {
    const freed = Map.groupBy(released, (one) => one.billingAccountId);
    const invoices = plan.documents.filter((document) => document.kind === 'invoice');
    const settled = new Map<Uuid, number>(); // By invoice.
    const matches = await this.matching.settle(
      em,
      Array.from(freed, ([billingAccountId, own]) => ({
        billingAccountId,
        items: invoices.filter((invoice) => invoice.billingAccountId === billingAccountId).flatMap(itemsOf),
        paymentIds: own.map((one) => one.paymentId),
      })).filter((account) => account.items.length > 0),
    );
    for (const { documentId, amountMinor } of matches) settled.set(documentId, (settled.get(documentId) ?? 0) + amountMinor);
    if (plan.freemium) await this.makeUp(em, plan, freed, settled);
  }

  /** REP-16, IMP-14: a Freemium club's client stays at zero, whatever is invoiced or credited. */
  private async makeUp(
    em: EntityManager,
    plan: Plan,
    freed: ReadonlyMap<Uuid, readonly Freed[]>,
    settled: ReadonlyMap<Uuid, number>,
  ): Promise<void> {
    const own = plan.documents.filter((document) => isMadeUpFor(plan, document));
    const invoices = own.filter((document) => document.kind === 'invoice');
    const payments = invoices
      .map((invoice) => externalPayment(invoice, invoice.totalMinor - (settled.get(invoice.id) ?? 0)))
      .filter((payment) => payment.amountMinor > 0);
    await this.payments.record(em, payments);
    await this.matching.settle(
      em,
      Array.from(
        Map.groupBy(payments, (payment) => payment.billingAccountId),
        ([billingAccountId, ofAccount]) => ({
          billingAccountId,
          items: invoices.filter((invoice) => invoice.billingAccountId === billingAccountId).flatMap(itemsOf),
          paymentIds: ofAccount.map((payment) => payment.id),
        }),
      ),
    );
    const refunds = Array.from(
      Map.groupBy(own, (document) => document.billingAccountId),
      ([billingAccountId, documents]) => {
        const ofAccount = freed.get(billingAccountId) ?? [];
        const used = documents.reduce((sum, document) => sum + (settled.get(document.id) ?? 0), 0);
        const [{ operationId, issuedOn: bookedOn }] = documents;
        return {
          id: derivedId('refund', operationId),
          billingAccountId,
          bookedOn,
          operationId,
          amountMinor: Math.max(0, ofAccount.reduce((sum, one) => sum + one.amountMinor, 0) - used),
          reason: 'replacement' as const,
          method: 'external' as const,
          paymentIds: ofAccount.map((one) => one.paymentId),
        };
      },
    ).filter((refund) => refund.amountMinor > 0);
    if (refunds.length > 0) await this.refunds.giveBackAll(em, refunds);
  }

  /** By account: what is free already of the payments that settle what is credited. It follows when they are released. */
  private async freeBeside(em: EntityManager, plan: Plan, items: readonly InvoicedItem[]): Promise<Map<Uuid, number>> {
    const paid = paidBeyond(items, creditsOf(plan));
    if (paid.length === 0) return new Map();
    const keys = [paid.map((item) => item.documentId), paid.map((item) => item.position)];
    return new Map((await query<{ id: Uuid; free: number }>(em, selectFreeBeside, keys)).map((row) => [row.id, row.free]));
  }

  /** One entry for each issuer, in the order of issuers: the head of each log stays locked until the commit. */
  private async record(em: EntityManager, plan: Plan, issued: readonly IssuedDocument[], cause: Cause): Promise<void> {
    const byIssuer = Map.groupBy(plan.documents, (document) => document.issuerId);
    for (const [organizationId, own] of [...byIssuer].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const ofKind = (kind: string) => own.filter((document) => document.kind === kind);
      const total = (documents: readonly { totalMinor: number }[]) => documents.reduce((sum, document) => sum + document.totalMinor, 0);
      const { action, subject, facts } = cause;
      await this.audit.record(em, {
        organizationId,
        action,
        subject,
        facts: {
          ...facts,
          invoices: ofKind('invoice').length,
          creditNotes: ofKind('credit-note').length,
          invoicedMinor: total(ofKind('invoice')),
          creditedMinor: -total(ofKind('credit-note')) || 0,
          currency: own[0].currency,
          first: issued.find((document) => document.issuerId === organizationId)?.label,
        },
      });
    }
  }
}

const changeLine = ({ plannedPaymentId, beforeMinor, afterMinor }: PlannedPaymentChange): string =>
  `${plannedPaymentId} ${beforeMinor} ${afterMinor}`;

const withPlans = (cause: Cause, { payments }: StandingChanges): Cause => {
  if (payments.length === 0) return cause;
  const ended = payments.filter(({ afterMinor }) => afterMinor === 0).length;
  return { ...cause, facts: { ...cause.facts, plannedPaymentsEnded: ended, plannedPaymentsReduced: payments.length - ended } };
};

type PlannedInvoice = Plan['documents'][number];

const itemsOf = ({ id, lines }: PlannedInvoice): LineKey[] =>
  lines.filter((line) => line.totalMinor > 0).map((line) => ({ documentId: id, position: line.position }));

const byKey = (items: readonly InvoicedItem[]): Map<string, InvoicedItem> =>
  new Map(items.map((item) => [itemKey(item.documentId, item.position), item]));

type ItemCredit = LineKey & { readonly amountMinor: number };

const creditsOf = ({ documents }: Plan): ItemCredit[] =>
  documents.flatMap(({ lines }) =>
    lines.flatMap(({ credits, totalMinor }) => (credits && totalMinor !== 0 ? [{ ...credits, amountMinor: -totalMinor }] : [])),
  );

/** Items whose credits go beyond what is open of them, with what of their money may stay. */
function paidBeyond(items: readonly InvoicedItem[], credits: readonly ItemCredit[]): (LineKey & { keepMinor: number })[] {
  const credited = new Map<string, number>();
  for (const { documentId, position, amountMinor } of credits) {
    const key = itemKey(documentId, position);
    credited.set(key, (credited.get(key) ?? 0) + amountMinor);
  }
  return items.flatMap(({ documentId, position, openMinor, settledMinor }) => {
    const beyond = (credited.get(itemKey(documentId, position)) ?? 0) - openMinor;
    return beyond > 0 ? [{ documentId, position, keepMinor: settledMinor - beyond }] : [];
  });
}

function externalPayment(invoice: PlannedInvoice, amountMinor: number): MoneyToRecord {
  const { operationId, issuerId, debtorId, billingAccountId, currency, issuedOn: bookedOn } = invoice;
  return {
    id: derivedId('payment', operationId, 'client'),
    kind: 'payment',
    method: 'external',
    issuerId,
    debtorId,
    billingAccountId,
    amountMinor,
    currency,
    bookedOn,
    operationId,
    reference: null,
    reason: null,
    plannedPaymentId: null,
  };
}

const selectBalances = `SELECT id, (
    coalesce((SELECT sum(open_minor) FROM open_items i WHERE i.billing_account_id = a.id AND open_minor > 0), 0) -
    coalesce((SELECT sum(free_minor) FROM payment_balances b WHERE b.billing_account_id = a.id AND free_minor > 0), 0))::bigint AS balance
  FROM unnest($1::uuid[]) AS a (id)`;

const selectFreeBeside = `SELECT b.billing_account_id AS id, sum(b.free_minor)::bigint AS free FROM payment_balances b
  WHERE b.payment_id IN (SELECT a.payment_id FROM allocations a JOIN unnest($1::uuid[], $2::smallint[]) AS t (document_id, position) USING (document_id, position))
  GROUP BY b.billing_account_id`;
