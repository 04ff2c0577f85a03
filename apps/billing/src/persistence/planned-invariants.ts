import type { LawOfBooks } from './law-of-books.js';

/** What must always be true of money that is planned, charged and invoiced again and again. */
export const plannedInvariants: readonly LawOfBooks[] = [
  {
    number: 5,
    title: 'a planned payment that is paid has its payment, on its account',
    of: { subject: 'planned', tables: { planned_payments: 'id' } },
    sql: `SELECT p.id FROM planned_payments p LEFT JOIN payment_balances y ON y.payment_id = p.payment_id
      WHERE p.state = 'paid' AND y.billing_account_id IS DISTINCT FROM p.billing_account_id`,
  },
  {
    number: 5,
    title: 'a charge that succeeded is exactly one payment',
    of: { subject: 'charge', tables: { charges: 'id' } },
    sql: `SELECT c.id FROM charges c LEFT JOIN payments y ON y.id = c.payment_id LEFT JOIN payment_balances b ON b.payment_id = c.payment_id
      WHERE c.kind = 'charge' AND c.state = 'succeeded'
        AND (y.kind, y.amount_minor, b.billing_account_id, y.method) IS DISTINCT FROM ('payment', c.amount_minor, c.billing_account_id, c.method)`,
  },
  {
    number: 5,
    title: 'no charge takes more than was planned',
    of: { subject: 'charge', tables: { charges: 'id', planned_payments: 'charge_id' } },
    sql: `SELECT c.id FROM charges c JOIN planned_payments p ON p.charge_id = c.id
      WHERE c.state <> 'declined' GROUP BY c.id, c.amount_minor HAVING sum(p.amount_minor) < c.amount_minor`,
  },
  {
    number: 5,
    title: 'what is being charged has a charge that a provider is asked for',
    of: { subject: 'planned', tables: { planned_payments: 'id' } },
    sql: `SELECT p.id FROM planned_payments p LEFT JOIN charges c ON c.id = p.charge_id
      WHERE p.state = 'charging' AND (c.state, c.billing_account_id) IS DISTINCT FROM ('requested', p.billing_account_id)`,
  },
  {
    number: 5,
    title: 'what a provider is asked to give back is the refund it carries out',
    of: { subject: 'payment', tables: { charges: 'payment_id' } },
    sql: `SELECT c.payment_id FROM charges c LEFT JOIN payments y ON y.id = c.payment_id WHERE c.kind = 'refund'
      GROUP BY c.payment_id, y.kind, y.amount_minor HAVING (y.kind, y.amount_minor) IS DISTINCT FROM ('refund', sum(c.amount_minor)::bigint)`,
  },
  {
    number: 5,
    title: 'instalments add up to their plan',
    of: { subject: 'plan', tables: { payment_plans: 'id', planned_payments: 'plan_id' } },
    sql: `SELECT p.id FROM payment_plans p LEFT JOIN planned_payments i ON i.plan_id = p.id
      GROUP BY p.id, p.total_minor, p.many HAVING sum(i.amount_minor + i.reduced_minor) IS DISTINCT FROM p.total_minor OR count(i.id) <> p.many`,
  },
  {
    number: 5,
    title: 'a payment made of a planned one is what that became, of the same amount',
    of: { subject: 'payment', tables: { payments: 'id' } },
    sql: `SELECT y.id FROM payments y LEFT JOIN planned_payments p ON p.id = y.planned_payment_id
      WHERE y.planned_payment_id IS NOT NULL AND (p.state, p.payment_id, p.amount_minor) IS DISTINCT FROM ('paid', y.id, y.amount_minor)`,
  },
  {
    number: 5,
    title: 'what recurs is invoiced as often as it says, each time by an invoice of its own on its account',
    of: { subject: 'recurring', tables: { recurring_charges: 'id', recurring_invoices: 'recurring_charge_id' } },
    sql: `SELECT r.id FROM recurring_charges r
      LEFT JOIN recurring_invoices o ON o.recurring_charge_id = r.id
      LEFT JOIN documents d ON d.id = o.document_id AND d.kind = 'invoice'
        AND EXISTS (SELECT FROM open_items i WHERE i.document_id = o.document_id AND i.billing_account_id = r.billing_account_id)
      GROUP BY r.id, r.invoiced HAVING count(DISTINCT d.id) <> r.invoiced OR count(o.document_id) <> r.invoiced`,
  },
  {
    number: 5,
    title: 'what recurs and is charged has, for each invoice, a planned payment of what it says',
    of: { subject: 'document', tables: { recurring_invoices: 'document_id' } },
    sql: `SELECT o.document_id FROM recurring_invoices o JOIN documents d ON d.id = o.document_id
      LEFT JOIN planned_payments p ON p.id = o.planned_payment_id
      WHERE o.planned_payment_id IS NOT NULL AND (p.plan_id, p.amount_minor + p.reduced_minor) IS DISTINCT FROM (o.recurring_charge_id, d.total_minor)`,
  },
];
