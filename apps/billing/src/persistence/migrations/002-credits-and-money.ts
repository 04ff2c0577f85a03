import { Migration } from '@mikro-orm/migrations';
import { tenancyOf } from './rights.sql.js';

/** What an invoice or a credit note was made for, beyond a plain sale. */
const documents = [
  `ALTER TABLE documents ADD COLUMN reason text, ADD COLUMN operation_id uuid, ADD COLUMN memo text`,
  `ALTER TABLE documents ADD CONSTRAINT reason_fits_kind CHECK (CASE kind
    WHEN 'invoice' THEN reason IS NULL OR reason = 'replacement'
    ELSE reason IN ('cancellation', 'replacement', 'correction', 'import-undone', 'bad-debt') END)`,
  // One operation (a sale, a replacement, a cancellation) makes one document of a kind at a level, however often it is asked for.
  `CREATE UNIQUE INDEX documents_operation ON documents (operation_id, level, kind) WHERE operation_id IS NOT NULL`,
];

/** A credit note's line names the line it credits. The sale is one line at each level, with as many credits as it takes. */
const lines = [
  `ALTER TABLE document_lines ADD COLUMN credits_document_id uuid, ADD COLUMN credits_position smallint`,
  `ALTER TABLE document_lines
    ADD CONSTRAINT credit_names_a_line CHECK ((credits_document_id IS NULL) = (credits_position IS NULL)),
    ADD CONSTRAINT credits_a_line FOREIGN KEY (credits_document_id, credits_position) REFERENCES document_lines`,
  `CREATE INDEX document_lines_credits ON document_lines (credits_document_id, credits_position) WHERE credits_document_id IS NOT NULL`,
  `DROP INDEX document_lines_sale`,
  `CREATE UNIQUE INDEX document_lines_sale ON document_lines (sale_id, level) WHERE sale_id IS NOT NULL AND credits_document_id IS NULL`,
  `CREATE INDEX document_lines_sale_credits ON document_lines (sale_id, level) WHERE sale_id IS NOT NULL AND credits_document_id IS NOT NULL`,
];

/**
 * A discount is a negative line. It is never open itself: it is set off against the other lines of its invoice, so that what is
 * open of each is what is really owed for it. The amounts set off sum to zero over a document. Only invoices have open items.
 */
const openItems = [
  `DROP INDEX open_items_open`,
  `ALTER TABLE open_items DROP CONSTRAINT never_beyond_the_line, DROP COLUMN open_minor`,
  `ALTER TABLE open_items ADD COLUMN set_off_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN open_minor bigint GENERATED ALWAYS AS (total_minor - set_off_minor - credited_minor - settled_minor) STORED,
    ADD CONSTRAINT never_beyond_the_line CHECK (total_minor - set_off_minor - credited_minor - settled_minor >= 0),
    ADD CONSTRAINT discount_is_set_off CHECK (total_minor >= 0 OR set_off_minor = total_minor)`,
  `CREATE INDEX open_items_open ON open_items (billing_account_id, due_on) WHERE open_minor > 0`,
];

/** Where amounts go in the books: money by how it came, revenue earned or deferred (BIL-22), and what is written off (BIL-18). */
const postings = [
  `ALTER TABLE postings DROP CONSTRAINT postings_account_check`,
  `ALTER TABLE postings ADD CONSTRAINT postings_account_check CHECK (account IN ('receivable', 'revenue', 'deferred-revenue', 'bad-debt',
    'tax-payable', 'cash', 'cheques', 'terminal', 'online-payments', 'bank', 'external-payments'))`,
];

/** Money moves by these methods (BIL-11); an external payment moves none (IMP-14). */
const payments = [
  `ALTER TABLE payments DROP CONSTRAINT payments_method_check`,
  `ALTER TABLE payments
    ADD CONSTRAINT payments_method_check CHECK (method IN ('cash', 'cheque', 'terminal', 'card', 'electronic-cheque', 'transfer', 'external')),
    ADD COLUMN reference text, -- A cheque's number, a terminal's slip, a provider's transaction.
    ADD COLUMN reason text, -- Why money was given back.
    ADD COLUMN operation_id uuid,
    ADD COLUMN planned_payment_id uuid`,
  `CREATE UNIQUE INDEX payments_operation ON payments (operation_id, kind) WHERE operation_id IS NOT NULL`,
];

/**
 * What of a payment is still free: neither matched to an item nor given back. It changes while the payment doesn't, so locks are
 * taken here. The free amounts of an account are its credit.
 */
const paymentBalances = [
  `CREATE TABLE payment_balances (
  payment_id uuid PRIMARY KEY REFERENCES payments,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  billing_account_id uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  matched_minor bigint NOT NULL DEFAULT 0 CHECK (matched_minor >= 0),
  refunded_minor bigint NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0),
  free_minor bigint GENERATED ALWAYS AS (amount_minor - matched_minor - refunded_minor) STORED,
  booked_on date NOT NULL,
  CONSTRAINT never_beyond_the_payment CHECK (amount_minor - matched_minor - refunded_minor >= 0)
)`,
  `CREATE INDEX payment_balances_free ON payment_balances (billing_account_id, booked_on, payment_id) WHERE free_minor > 0`,
];

/** Which payments a refund gave back, and how much of each (BIL-16). Immutable, like both. */
const refundSources = [
  `CREATE TABLE refund_sources (
  refund_id uuid NOT NULL REFERENCES payments,
  payment_id uuid NOT NULL REFERENCES payment_balances,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  PRIMARY KEY (refund_id, payment_id)
)`,
  `CREATE INDEX refund_sources_payment ON refund_sources (payment_id)`,
  `CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON refund_sources FOR EACH STATEMENT EXECUTE FUNCTION refuse_document_change()`,
];

/** How an organization keeps its books, and what a federation credits its clubs (MEM-20). Absent: the defaults. */
const settings = `CREATE TABLE billing_settings (
  issuer_id uuid PRIMARY KEY,
  upstream_credit text NOT NULL DEFAULT 'never' CHECK (upstream_credit IN ('never', 'within-days', 'on-approval')),
  upstream_days int CHECK (upstream_days BETWEEN 1 AND 3650),
  accrual boolean NOT NULL DEFAULT false, -- BIL-22
  due_days int NOT NULL DEFAULT 30 CHECK (due_days BETWEEN 0 AND 365),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT days_when_within CHECK ((upstream_credit = 'within-days') = (upstream_days IS NOT NULL))
)`;

/** What was recorded before keeps its meaning: external payments matched whole. The owner sees rows only while row security is not forced. */
const backfill = [
  `ALTER TABLE payments NO FORCE ROW LEVEL SECURITY`,
  `ALTER TABLE allocations NO FORCE ROW LEVEL SECURITY`,
  `INSERT INTO payment_balances (payment_id, issuer_id, debtor_id, billing_account_id, amount_minor, matched_minor, booked_on)
   SELECT p.id, p.issuer_id, p.debtor_id, p.billing_account_id, p.amount_minor,
     coalesce((SELECT sum(amount_minor) FROM allocations WHERE payment_id = p.id), 0), p.booked_on
   FROM payments p WHERE p.kind = 'payment'`,
  `ALTER TABLE payments FORCE ROW LEVEL SECURITY`,
  `ALTER TABLE allocations FORCE ROW LEVEL SECURITY`,
];

/** Credit notes, discounts, every way to pay and to give back. */
export class Migration002CreditsAndMoney extends Migration {
  override up(): void {
    const tables = [...documents, ...lines, ...openItems, ...postings, ...payments, ...paymentBalances, ...refundSources, settings];
    const tenancy = tenancyOf({
      payment_balances: { may: ['INSERT', 'UPDATE'], debtorReads: true },
      refund_sources: { may: ['INSERT'], debtorReads: true },
      billing_settings: { may: ['INSERT', 'UPDATE'], debtorReads: false },
    });
    for (const statement of [...tables, ...backfill, ...tenancy]) this.addSql(statement);
  }
}
