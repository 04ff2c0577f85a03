import { Migration } from '@mikro-orm/migrations';

/*
 * Lists that sorted all there is before they showed a page go along an index. What is open is indexed only while it is: a document
 * paid on the spot never enters it.
 */
const indexes = [
  `CREATE INDEX cancellations_issuer ON cancellations (issuer_id, decided_on, id)`,
  `CREATE INDEX cancellations_debtor ON cancellations (debtor_id, decided_on, id) WHERE debtor_id IS NOT NULL`,
  `CREATE INDEX upstream_credits_asked ON upstream_credits (issuer_id, asked_on, cancellation_id)`,
  `CREATE INDEX upstream_credits_asking ON upstream_credits (debtor_id, asked_on, cancellation_id)`,
  `DROP INDEX upstream_credits_issuer`,
  `DROP INDEX upstream_credits_debtor`,
  `CREATE INDEX payments_amount ON payments (issuer_id, kind, amount_minor, id)`,
  `CREATE INDEX open_items_due ON open_items (issuer_id, due_on, document_id, position) WHERE open_minor > 0`,
];

/**
 * What recurs was invoiced before anybody kept which invoice that was. Ids derive from the charge and the day, as `derivedId` makes
 * them, so each occurrence finds its own: the invoice, and the payment that was planned with it.
 */
const derived = (kind: string): string =>
  `(SELECT (substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-8' || substr(h, 14, 3) || '-' ||
      substr('89ab', (('x' || substr(h, 17, 1))::bit(4)::int & 3) + 1, 1) || substr(h, 18, 3) || '-' || substr(h, 21, 12))::uuid
    FROM (SELECT encode(sha256(convert_to(concat_ws(E'\\x1f', '${kind}', o.id::text, o.due_on::text), 'UTF8')), 'hex') AS h) hashed)`;

export const occurrencesOfOld = [
  `INSERT INTO recurring_invoices (recurring_charge_id, issuer_id, debtor_id, document_id, planned_payment_id, due_on)
   SELECT o.id, o.issuer_id, o.debtor_id, d.id, p.id, o.due_on FROM (
       SELECT r.id, r.issuer_id, r.debtor_id, CASE r.unit
         WHEN 'month' THEN (r.starts_on + make_interval(months => r.every * n))::date ELSE r.starts_on + 7 * r.every * n END AS due_on
       FROM recurring_charges r CROSS JOIN LATERAL generate_series(0, r.occurrences - 1) AS n) o
     JOIN documents d ON d.id = ${derived('recurring-invoice')}
     LEFT JOIN planned_payments p ON p.id = ${derived('recurring-payment')}
   ON CONFLICT DO NOTHING`,
  `UPDATE recurring_charges r SET invoiced = o.many
   FROM (SELECT recurring_charge_id AS id, count(*)::int AS many FROM recurring_invoices GROUP BY 1) o WHERE o.id = r.id AND o.many <> r.invoiced`,
];

/** The owner sees rows only while row security is not forced. */
const tables = ['recurring_charges', 'recurring_invoices', 'planned_payments', 'documents'];

export class Migration018ListsAlongIndexes extends Migration {
  override up(): void {
    for (const statement of indexes) this.addSql(statement);
    for (const table of tables) this.addSql(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
    for (const statement of occurrencesOfOld) this.addSql(statement);
    for (const table of tables) this.addSql(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  }
}
