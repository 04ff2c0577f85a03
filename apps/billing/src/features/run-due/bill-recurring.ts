import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { addDays, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { lookUpByKey } from '#platform/database/plans';
import { query } from '#platform/database/sql';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { draftOccurrence, type OccurrenceDraft } from '../../domain/recurring-invoice.js';
import { BillingSettings } from '../../persistence/billing-settings.js';
import { Documents, type DocumentToIssue } from '../../persistence/documents.js';
import { Matching } from '../../persistence/matching.js';
import { PlannedPayments, type PaymentToPlan } from '../../persistence/planned-payments.js';
import { RecurringCharges, type DueRecurring } from '../../persistence/recurring-charges.js';

export interface Billed {
  readonly invoices: number;
  readonly invoicedMinor: number;
}

interface Occurrence {
  readonly charge: DueRecurring;
  readonly draft: OccurrenceDraft;
}

/** Invoices a batch of what recurs: one read, the rules in memory, one write a table. */
@Injectable()
export class BillRecurring {
  constructor(
    private readonly organizations: OrganizationCopies,
    private readonly settings: BillingSettings,
    private readonly recurring: RecurringCharges,
    private readonly documents: Documents,
    private readonly planned: PlannedPayments,
    private readonly matching: Matching,
    private readonly audit: Audit,
  ) {}

  /** Each of them for its next day. One that is behind comes again with the next batch. */
  async bill(em: EntityManager, issuerId: Uuid, on: LocalDate, limit: number): Promise<Billed> {
    await lookUpByKey(em);
    const due = await this.recurring.lockDue(em, issuerId, on, limit);
    if (due.length === 0) return { invoices: 0, invoicedMinor: 0 };
    const { taxes } = await this.organizations.get(em, issuerId);
    const occurrences = due.map((charge): Occurrence => ({ charge, draft: draftOccurrence(charge, taxes) }));
    const { dueDays } = await this.settings.get(em, issuerId);
    const documents = occurrences.map(invoiceOf(on, addDays(on, dueDays)));
    const payments = occurrences.flatMap(paymentOf(on));

    await this.documents.insertContents(em, documents);
    await this.planned.plan(em, payments);
    const planned = new Set(payments.map((payment) => payment.id));
    await this.recurring.billed(
      em,
      occurrences.map(({ charge, draft: { id: documentId, plannedPaymentId, nextOn } }) => ({
        charge,
        documentId,
        plannedPaymentId: planned.has(plannedPaymentId) ? plannedPaymentId : null,
        nextOn,
      })),
    );
    await this.useCredit(em, due);
    const issued = await this.documents.insertNumbered(em, documents); // From here to the commit others wait for numbers.
    const invoicedMinor = issued.reduce((total, invoice) => total + invoice.totalMinor, 0);
    const facts = { invoices: issued.length, totalMinor: invoicedMinor, currency: due[0].currency, firstNumber: issued[0].label };
    await this.audit.record(em, { organizationId: issuerId, action: 'billing.recurring-invoiced', subject: issued[0].id, facts });
    return { invoices: issued.length, invoicedMinor };
  }

  /** Credit that is free comes before any charge. */
  private async useCredit(em: EntityManager, due: readonly DueRecurring[]): Promise<void> {
    const withCredit = await query<{ billingAccountId: Uuid }>(em, selectCredit, [
      [...new Set(due.map((charge) => charge.billingAccountId))],
    ]);
    if (withCredit.length > 0) await this.matching.settleOldest(em, withCredit);
  }
}

const invoiceOf =
  (on: LocalDate, dueOn: LocalDate) =>
  ({ charge, draft }: Occurrence): DocumentToIssue => ({
    ...draft,
    kind: 'invoice',
    level: charge.debtorId === null ? 'client' : 'corporate',
    issuerId: charge.issuerId,
    debtorId: charge.debtorId,
    billingAccountId: charge.billingAccountId,
    partyId: charge.partyId,
    importId: null,
    importRow: null,
    issuedOn: on,
    dueOn: charge.method ? on : dueOn, // What is charged is due at once.
    currency: charge.currency,
  });

const paymentOf =
  (on: LocalDate) =>
  ({ charge, draft }: Occurrence): PaymentToPlan[] =>
    charge.method && draft.totalMinor > 0
      ? [
          {
            id: draft.plannedPaymentId,
            issuerId: charge.issuerId,
            debtorId: charge.debtorId,
            billingAccountId: charge.billingAccountId,
            planId: charge.id,
            amountMinor: draft.totalMinor,
            dueOn: on,
            currency: charge.currency,
            method: charge.method,
            instrument: charge.instrument,
            reference: null,
          },
        ]
      : [];

const selectCredit = `SELECT DISTINCT billing_account_id AS "billingAccountId" FROM payment_balances
  WHERE billing_account_id = ANY ($1::uuid[]) AND free_minor > 0 ORDER BY billing_account_id`;
