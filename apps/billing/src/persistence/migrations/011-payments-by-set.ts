import { Migration } from '@mikro-orm/migrations';

/*
 * What 007 is for documents, for payments: what a batch is checked for is asked once a statement, by key, where foreign keys ask row
 * by row. What is pointed to is never deleted and never gets another id.
 */

const byKey = ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'material'].map((way) => `SET enable_${way} = off`).join(' ');

const checks = [
  `CREATE OR REPLACE FUNCTION seal_payments() RETURNS trigger LANGUAGE plpgsql ${byKey} AS $$
DECLARE bad uuid;
BEGIN
  SELECT a.id INTO bad FROM added a LEFT JOIN billing_accounts b ON b.id = a.billing_account_id WHERE b.id IS NULL LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'payment % is of no account', bad USING ERRCODE = 'foreign_key_violation'; END IF;
  SELECT a.id INTO bad FROM added a LEFT JOIN postings p ON p.entry_id = a.id
  GROUP BY a.id, a.kind, a.amount_minor
  HAVING sum(p.amount_minor) IS DISTINCT FROM 0 OR NOT bool_and(p.issuer_id = a.issuer_id AND p.currency = a.currency)
    OR sum(p.amount_minor) FILTER (WHERE p.account = 'receivable') IS DISTINCT FROM
      CASE a.kind WHEN 'payment' THEN -a.amount_minor ELSE a.amount_minor END LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'payment % does not equal its postings', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$`,
  `ALTER TABLE payments DROP CONSTRAINT payments_billing_account_id_fkey`,

  // In place of the foreign key of balances.
  `CREATE FUNCTION check_payment_balances() RETURNS trigger LANGUAGE plpgsql ${byKey} AS $$
DECLARE bad uuid;
BEGIN
  SELECT a.payment_id INTO bad FROM added a LEFT JOIN payments p ON p.id = a.payment_id WHERE p.id IS NULL LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'the balance of % is of no payment', bad USING ERRCODE = 'foreign_key_violation'; END IF;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER of_a_payment AFTER INSERT ON payment_balances REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION check_payment_balances()`,
  `ALTER TABLE payment_balances DROP CONSTRAINT payment_balances_payment_id_fkey`,

  // No payment is matched beyond its amount, and no item beyond what it says is settled (BIL-10); both are there.
  `CREATE OR REPLACE FUNCTION check_allocations() RETURNS trigger LANGUAGE plpgsql ${byKey} AS $$
DECLARE bad uuid;
BEGIN
  SELECT a.payment_id INTO bad FROM (SELECT DISTINCT payment_id FROM added) a
    LEFT JOIN payments p ON p.id = a.payment_id
    CROSS JOIN LATERAL (SELECT sum(amount_minor) AS matched FROM allocations WHERE payment_id = a.payment_id) m
  WHERE p.id IS NULL OR m.matched > p.amount_minor LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'payment % is matched beyond its amount', bad USING ERRCODE = 'check_violation'; END IF;
  SELECT a.document_id INTO bad FROM (SELECT DISTINCT document_id, position FROM added) a
    LEFT JOIN open_items i ON i.document_id = a.document_id AND i.position = a.position
    CROSS JOIN LATERAL (
      SELECT sum(amount_minor) AS matched FROM allocations WHERE document_id = a.document_id AND position = a.position) m
  WHERE i.document_id IS NULL OR m.matched > i.settled_minor LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'an item of document % is matched beyond what is settled', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$`,
  `ALTER TABLE allocations DROP CONSTRAINT allocations_payment_id_fkey, DROP CONSTRAINT allocations_document_id_position_fkey`,

  // In place of the foreign key of what was invoiced again and again.
  `CREATE FUNCTION check_recurring_invoices() RETURNS trigger LANGUAGE plpgsql ${byKey} AS $$
DECLARE bad uuid;
BEGIN
  SELECT a.recurring_charge_id INTO bad FROM added a LEFT JOIN recurring_charges r ON r.id = a.recurring_charge_id WHERE r.id IS NULL LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'there is no recurring charge %', bad USING ERRCODE = 'foreign_key_violation'; END IF;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER of_a_charge AFTER INSERT ON recurring_invoices REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION check_recurring_invoices()`,
  `ALTER TABLE recurring_invoices DROP CONSTRAINT recurring_invoices_recurring_charge_id_fkey`,
];

/** What the joins above rest on; payments are immutable already, and so are the keys of open items. */
const kept = [
  `CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON open_items FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()`,
  `CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE OR UPDATE OF payment_id ON payment_balances
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()`,
  `CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE OR UPDATE OF id ON recurring_charges
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()`,
];

export class Migration011PaymentsBySet extends Migration {
  override up(): void {
    for (const statement of [...checks, ...kept]) this.addSql(statement);
  }
}
