import { ofTheirRows, type LawOfBooks } from './law-of-books.js';
import { mergedInvariants } from './merged-invariants.js';
import { plannedInvariants } from './planned-invariants.js';

/** What is nothing adds nothing, and is in no index. */
const ofAccounts = {
  billing_accounts: 'id',
  documents: 'billing_account_id',
  payments: 'billing_account_id',
  open_items: 'billing_account_id = ANY ($1::uuid[]) AND open_minor > 0',
  payment_balances: 'billing_account_id = ANY ($1::uuid[]) AND free_minor > 0',
};

/** What must always be true of the books. Constraints and triggers refuse most of it already: these find what slipped by them. */
export const ledgerInvariants: readonly LawOfBooks[] = [
  {
    number: 1,
    title: "an entry's postings sum to zero in one currency",
    of: { subject: 'entry', tables: { postings: 'entry_id' } },
    sql: `SELECT entry_id FROM postings GROUP BY entry_id HAVING sum(amount_minor) <> 0 OR min(currency) <> max(currency)`,
  },
  {
    number: 1,
    title: 'every posting is of a document, a payment or a recognition',
    of: { subject: 'entry', tables: { postings: 'entry_id' } },
    sql: `SELECT entry_id FROM (SELECT DISTINCT entry_id FROM postings) entries
      WHERE NOT EXISTS (SELECT FROM documents WHERE id = entry_id) AND NOT EXISTS (SELECT FROM payments WHERE id = entry_id)
        AND NOT EXISTS (SELECT FROM recognitions WHERE id = entry_id)`,
  },
  {
    number: 1,
    title: 'a document equals its postings',
    of: { subject: 'entry', tables: { documents: 'id', postings: 'entry_id' } },
    sql: `SELECT d.id FROM documents d LEFT JOIN (
        SELECT entry_id, sum(amount_minor) FILTER (WHERE account = 'receivable') AS receivable,
          sum(amount_minor) FILTER (WHERE account IN ('revenue', 'deferred-revenue', 'bad-debt')) AS revenue,
          coalesce(sum(amount_minor) FILTER (WHERE account = 'tax-payable'), 0) AS tax
        FROM postings GROUP BY entry_id) p ON p.entry_id = d.id
      WHERE p.receivable IS DISTINCT FROM d.total_minor OR p.revenue IS DISTINCT FROM -d.net_minor OR p.tax IS DISTINCT FROM -d.tax_minor`,
  },
  {
    number: 1,
    title: 'a document equals its lines',
    of: { subject: 'document', tables: { documents: 'id', document_lines: 'document_id' } },
    sql: `SELECT d.id FROM documents d LEFT JOIN (
        SELECT document_id, sum(net_minor) AS net, sum(tax_minor) AS tax, sum(total_minor) AS total
        FROM document_lines GROUP BY document_id) l ON l.document_id = d.id
      WHERE (l.net, l.tax, l.total) IS DISTINCT FROM (d.net_minor, d.tax_minor, d.total_minor)`,
  },
  {
    number: 1,
    title: "a line's taxes are those printed on it",
    of: { subject: 'document', tables: { document_lines: 'document_id' } },
    sql: `SELECT document_id, position FROM document_lines
      WHERE tax_minor <> (SELECT coalesce(sum((tax ->> 'amountMinor')::bigint), 0) FROM jsonb_array_elements(taxes) AS tax)`,
  },
  {
    number: 1,
    title: 'a payment equals its postings',
    of: { subject: 'payment', tables: { payments: 'id', postings: 'entry_id' } },
    sql: `SELECT p.id FROM payments p LEFT JOIN (
        SELECT entry_id, sum(amount_minor) FILTER (WHERE account = 'receivable') AS receivable FROM postings GROUP BY entry_id) r
        ON r.entry_id = p.id
      WHERE r.receivable IS DISTINCT FROM CASE p.kind WHEN 'payment' THEN -p.amount_minor ELSE p.amount_minor END`,
  },
  {
    number: 2,
    title: 'a sale has one line at each level, one of its seller alone one line',
    of: { subject: 'sale', tables: { document_lines: 'sale_id' } },
    sql: `SELECT sale_id FROM document_lines l WHERE sale_id IS NOT NULL AND credits_document_id IS NULL GROUP BY sale_id
      HAVING count(*) FILTER (WHERE level = 'client') <> 1 OR count(*) FILTER (WHERE level = 'corporate')
        <> CASE WHEN EXISTS (SELECT FROM own_sales WHERE own_sales.sale_id = l.sale_id) THEN 0 ELSE 1 END`,
  },
  {
    number: 2,
    title: 'a replacement credits the old at each level, and invoices the new',
    of: { subject: 'operation', tables: { documents: 'operation_id' } },
    sql: `SELECT operation_id FROM documents WHERE reason = 'replacement' GROUP BY operation_id
      HAVING count(*) FILTER (WHERE kind = 'credit-note') <> count(*) FILTER (WHERE kind = 'invoice')
        OR count(*) FILTER (WHERE kind = 'credit-note' AND level = 'client') <> 1`,
  },
  {
    number: 2,
    title: 'a cancellation credits, keeps and gives back exactly what was decided',
    of: { subject: 'operation', tables: { cancellations: 'id' } },
    sql: `SELECT c.id FROM cancellations c
      LEFT JOIN LATERAL (SELECT -sum(total_minor) FILTER (WHERE kind = 'credit-note') AS credited, sum(total_minor) FILTER (WHERE kind = 'invoice') AS fee
        FROM documents WHERE operation_id = c.id AND issuer_id = c.issuer_id) d ON true
      LEFT JOIN LATERAL (SELECT sum(amount_minor) AS refunded FROM payments
        WHERE operation_id = c.id AND kind = 'refund' AND issuer_id = c.issuer_id) r ON true
      WHERE (c.credited_minor, c.fee_minor, c.refunded_minor) IS DISTINCT FROM (coalesce(d.credited, 0), coalesce(d.fee, 0), coalesce(r.refunded, 0))`,
  },
  {
    number: 2,
    title: 'the level above is credited exactly what was decided there',
    of: { subject: 'operation', tables: { upstream_credits: 'cancellation_id' } },
    sql: `SELECT u.cancellation_id FROM upstream_credits u
      LEFT JOIN LATERAL (SELECT -sum(total_minor) AS credited FROM documents
        WHERE operation_id = u.cancellation_id AND kind = 'credit-note' AND issuer_id = u.issuer_id) d ON true
      WHERE u.credited_minor <> coalesce(d.credited, 0)`,
  },
  {
    number: 2,
    title: 'no cancellation is without its decision, nor forgotten by the level above',
    of: { subject: 'operation', tables: { documents: 'operation_id', cancellations: 'id' } },
    sql: `SELECT id FROM documents WHERE kind = 'credit-note' AND reason = 'cancellation'
        AND NOT EXISTS (SELECT FROM cancellations c WHERE c.id = operation_id)
      UNION ALL SELECT c.id FROM cancellations c WHERE c.debtor_id IS NULL AND c.sale_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM own_sales WHERE sale_id = c.sale_id)
        AND NOT EXISTS (SELECT FROM upstream_credits u WHERE u.cancellation_id = c.id)`,
  },
  {
    number: 2,
    title: 'both levels of a sale agree on person, period and club',
    of: { subject: 'sale', tables: { document_lines: 'sale_id' } },
    sql: `SELECT client.sale_id FROM document_lines client
      JOIN document_lines corporate ON corporate.sale_id = client.sale_id AND corporate.level = 'corporate'
        AND corporate.credits_document_id IS NULL
      WHERE client.level = 'client' AND client.credits_document_id IS NULL AND (client.person_id, client.period_from, client.period_to, client.issuer_id)
        IS DISTINCT FROM (corporate.person_id, corporate.period_from, corporate.period_to, corporate.debtor_id)`,
  },
  {
    number: 2,
    title: 'a row of an import has its invoice at both levels',
    of: { subject: 'document', tables: ofTheirRows('documents') },
    sql: `SELECT import_id, import_row FROM documents WHERE import_id IS NOT NULL AND kind = 'invoice' GROUP BY import_id, import_row
      HAVING count(*) FILTER (WHERE level = 'client') <> 1 OR count(*) FILTER (WHERE level = 'corporate') <> 1`,
  },
  {
    number: 2,
    title: 'a credit of a resale at one level has its counterpart, or a decision that it has none',
    of: { subject: 'sale', tables: { document_lines: 'sale_id' } },
    sql: `SELECT l.sale_id, d.operation_id FROM documents d JOIN document_lines l ON l.document_id = d.id AND l.sale_id IS NOT NULL
      WHERE d.kind = 'credit-note' AND d.reason NOT IN ('correction', 'bad-debt', 'cancellation')
        AND NOT EXISTS (SELECT FROM own_sales WHERE own_sales.sale_id = l.sale_id)
      GROUP BY l.sale_id, d.operation_id, d.import_id, d.import_row
      HAVING count(DISTINCT l.level) <> 2 OR count(DISTINCT d.id) <> 2`,
  },
  {
    number: 2,
    title: 'the level above is credited as the decision about each cancellation says',
    of: { subject: 'operation', tables: { upstream_credits: 'cancellation_id', documents: 'operation_id' } },
    sql: `SELECT coalesce(u.cancellation_id, c.operation_id) AS cancellation_id, coalesce(u.sale_id, c.sale_id) AS sale_id
      FROM upstream_credits u FULL JOIN (
        SELECT d.operation_id, l.sale_id, coalesce(-sum(l.total_minor) FILTER (WHERE l.level = 'corporate'), 0) AS credited
        FROM documents d JOIN document_lines l ON l.document_id = d.id AND l.sale_id IS NOT NULL
        WHERE d.kind = 'credit-note' AND d.reason = 'cancellation' AND NOT EXISTS (SELECT FROM own_sales WHERE own_sales.sale_id = l.sale_id)
          AND NOT EXISTS (SELECT FROM cancellations own WHERE own.id = d.operation_id AND own.debtor_id IS NOT NULL) -- Of its own level alone.
        GROUP BY d.operation_id, l.sale_id) c ON c.operation_id = u.cancellation_id AND c.sale_id = u.sale_id
      WHERE u.cancellation_id IS NULL OR u.credited_minor <> coalesce(c.credited, 0)`,
  },
  {
    number: 3,
    title: "every invoice's line has its open item, and no item is credited or settled beyond it",
    of: { subject: 'document', tables: { document_lines: 'document_id', open_items: 'document_id' } },
    sql: `SELECT l.document_id, l.position FROM document_lines l
      LEFT JOIN open_items i ON i.document_id = l.document_id AND i.position = l.position
      WHERE l.credits_document_id IS NULL
        AND (i.total_minor IS DISTINCT FROM l.total_minor OR i.set_off_minor + i.credited_minor + i.settled_minor > i.total_minor)`,
  },
  {
    number: 3,
    title: 'an item is credited by exactly the lines that credit it, on its own sheet',
    of: { subject: 'document', tables: { open_items: 'document_id', document_lines: 'credits_document_id' } },
    sql: `SELECT i.document_id, i.position FROM open_items i LEFT JOIN (
        SELECT l.credits_document_id, l.credits_position, -sum(l.total_minor) AS credited, count(*) AS many,
          count(DISTINCT d.billing_account_id) AS accounts, min(d.billing_account_id::text)::uuid AS account
        FROM document_lines l JOIN documents d ON d.id = l.document_id WHERE l.credits_document_id IS NOT NULL
        GROUP BY l.credits_document_id, l.credits_position) c
        ON c.credits_document_id = i.document_id AND c.credits_position = i.position
      WHERE i.credited_minor <> coalesce(c.credited, 0) OR (c.many > 0 AND (c.accounts, c.account) IS DISTINCT FROM
        (1::bigint, (SELECT billing_account_id FROM public.documents WHERE id = i.document_id)))`,
  },
  {
    number: 3,
    title: 'what discounts set off sums to zero over an invoice',
    of: { subject: 'document', tables: { open_items: 'document_id' } },
    sql: `SELECT document_id FROM open_items GROUP BY document_id HAVING sum(set_off_minor) <> 0`,
  },
  {
    number: 3,
    title: 'what is free of a payment is its amount less what is matched and given back',
    of: { subject: 'payment', tables: { payments: 'id' } },
    sql: `SELECT p.id FROM payments p
      LEFT JOIN payment_balances b ON b.payment_id = p.id
      LEFT JOIN LATERAL (SELECT coalesce(sum(amount_minor), 0) AS matched FROM allocations WHERE payment_id = p.id) m ON true
      LEFT JOIN LATERAL (SELECT coalesce(sum(amount_minor), 0) AS refunded FROM refund_sources WHERE payment_id = p.id) r ON true
      WHERE p.kind = 'payment' AND (b.amount_minor, b.matched_minor, b.refunded_minor) IS DISTINCT FROM (p.amount_minor, m.matched, r.refunded)`,
  },
  {
    number: 3,
    title: 'a refund equals the payments it gives back',
    of: { subject: 'payment', tables: { payments: 'id', refund_sources: 'refund_id' } },
    sql: `SELECT p.id FROM payments p LEFT JOIN (SELECT refund_id, sum(amount_minor) AS total FROM refund_sources GROUP BY refund_id) s ON s.refund_id = p.id
      WHERE p.kind = 'refund' AND s.total IS DISTINCT FROM p.amount_minor`,
  },
  {
    number: 3,
    title: "an account's balance is what is open on it less what is free",
    of: { subject: 'account', tables: ofAccounts },
    sql: `SELECT coalesce(a.joined_to, a.id) AS id FROM billing_accounts a
      LEFT JOIN (SELECT billing_account_id, sum(total_minor) AS total FROM documents GROUP BY billing_account_id) d ON d.billing_account_id = a.id
      LEFT JOIN (SELECT billing_account_id, sum(CASE kind WHEN 'payment' THEN -amount_minor ELSE amount_minor END) AS total
        FROM payments GROUP BY billing_account_id) p ON p.billing_account_id = a.id
      LEFT JOIN (SELECT billing_account_id, sum(open_minor) AS total FROM open_items GROUP BY billing_account_id) o ON o.billing_account_id = a.id
      LEFT JOIN (SELECT billing_account_id, sum(free_minor) AS total FROM payment_balances GROUP BY billing_account_id) f ON f.billing_account_id = a.id
      GROUP BY coalesce(a.joined_to, a.id)
      HAVING sum(coalesce(d.total, 0) + coalesce(p.total, 0)) <> sum(coalesce(o.total, 0) - coalesce(f.total, 0))`,
  },
  {
    number: 3,
    title: 'an item is settled by exactly what is allocated to it',
    of: { subject: 'document', tables: { open_items: 'document_id', allocations: 'document_id' } },
    sql: `SELECT i.document_id, i.position FROM open_items i LEFT JOIN (
        SELECT document_id, position, sum(amount_minor) AS allocated FROM allocations GROUP BY document_id, position) a
        ON a.document_id = i.document_id AND a.position = i.position
      WHERE i.settled_minor <> coalesce(a.allocated, 0)`,
  },
  {
    number: 3,
    title: 'no payment is allocated beyond its amount',
    of: { subject: 'payment', tables: { allocations: 'payment_id' } },
    sql: `SELECT p.id FROM payments p JOIN (
        SELECT payment_id, sum(amount_minor) AS allocated FROM allocations GROUP BY payment_id) a ON a.payment_id = p.id
      WHERE a.allocated > p.amount_minor`,
  },
  {
    number: 4,
    title: 'numbers are gapless per issuer and series',
    of: { subject: 'issuer', tables: { number_series: 'issuer_id', documents: 'issuer_id' } },
    sql: `SELECT issuer_id, kind FROM number_series s FULL JOIN (
        SELECT issuer_id, kind, count(*) AS many, min(number) AS low, max(number) AS high FROM documents GROUP BY issuer_id, kind) d
        USING (issuer_id, kind)
      WHERE (s.last_number, 1::bigint, d.many) IS DISTINCT FROM (d.high, d.low, d.high)`,
  },
  {
    number: 5,
    title: 'one cause has one document',
    of: { subject: 'document', tables: ofTheirRows('documents') },
    sql: `SELECT import_id, import_row, level, kind FROM documents WHERE import_id IS NOT NULL
      GROUP BY import_id, import_row, level, kind HAVING count(*) > 1`,
  },
  {
    number: 5,
    title: 'one cause has one payment',
    of: { subject: 'payment', tables: ofTheirRows('payments') },
    sql: `SELECT import_id, import_row, kind FROM payments WHERE import_id IS NOT NULL
      GROUP BY import_id, import_row, kind HAVING count(*) > 1`,
  },
  ...plannedInvariants,
  ...mergedInvariants,
  {
    number: 3,
    title: 'what is recognised of a line is what entries recognised, and no more than was deferred',
    of: { subject: 'document', tables: { deferrals: 'document_id', recognition_lines: 'document_id' } },
    sql: `SELECT f.document_id, f.position FROM deferrals f LEFT JOIN (
        SELECT document_id, position, sum(amount_minor) AS recognised FROM recognition_lines GROUP BY document_id, position) r
        ON r.document_id = f.document_id AND r.position = f.position
      WHERE f.recognised_minor <> coalesce(r.recognised, 0) OR f.remaining_minor < 0`,
  },
  {
    number: 3,
    title: 'deferred revenue in the books is what is left of what was deferred',
    of: { subject: 'accruing', tables: { postings: 'issuer_id', deferrals: 'issuer_id' } },
    sql: `SELECT issuer_id FROM (SELECT issuer_id, -sum(amount_minor) AS booked FROM postings WHERE account = 'deferred-revenue' GROUP BY issuer_id) p
      FULL JOIN (SELECT issuer_id, sum(remaining_minor) AS remaining FROM deferrals GROUP BY issuer_id) f USING (issuer_id)
      WHERE coalesce(p.booked, 0) <> coalesce(f.remaining, 0)`,
  },
  {
    number: 3,
    title: 'every ledger code of a document is in the chart, as used',
    of: { subject: 'document', tables: { document_lines: 'document_id' } },
    sql: `SELECT DISTINCT l.issuer_id, l.ledger_code FROM document_lines l
      WHERE NOT EXISTS (SELECT FROM ledger_codes c WHERE c.issuer_id = l.issuer_id AND c.code = l.ledger_code AND c.in_use)`,
  },
];
