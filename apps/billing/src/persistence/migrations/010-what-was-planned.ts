import { Migration } from '@mikro-orm/migrations';
import { tenancyOf } from './rights.sql.js';

/**
 * What a recurring charge was invoiced for: an occurrence has one invoice, and where it is charged one planned payment. How many
 * were invoiced is counted beside their days: days that fell into a pause are passed over.
 */
const recurringInvoices = [
  `CREATE TABLE recurring_invoices (
  recurring_charge_id uuid NOT NULL REFERENCES recurring_charges,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  document_id uuid NOT NULL,
  planned_payment_id uuid,
  due_on date NOT NULL,
  PRIMARY KEY (recurring_charge_id, due_on)
)`,
  `CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON recurring_invoices FOR EACH STATEMENT EXECUTE FUNCTION refuse_document_change()`,
  `ALTER TABLE recurring_charges ADD COLUMN invoiced int NOT NULL DEFAULT 0`,
];

/** A plan may say which invoices it pays; a planned payment is moved by whoever saw it as it is. */
const plans = [
  `ALTER TABLE payment_plans ADD COLUMN invoice_ids uuid[] NOT NULL DEFAULT '{}'`,
  `ALTER TABLE planned_payments ADD COLUMN version int NOT NULL DEFAULT 1`,
];

export class Migration010WhatWasPlanned extends Migration {
  override up(): void {
    const tenancy = tenancyOf({ recurring_invoices: { may: ['INSERT'], debtorReads: true } });
    for (const statement of [...recurringInvoices, ...plans, ...tenancy]) this.addSql(statement);
  }
}
