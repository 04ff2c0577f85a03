import type { Invariant } from '#platform/database/invariant';

/** What holds of the documents that the undo of an import countered (IMP-17). */
export const undoInvariants: readonly Invariant[] = [
  {
    number: 2,
    title: 'a row of an import is countered whole at both levels, or at none',
    sql: `SELECT i.import_id, i.import_row FROM documents i
      LEFT JOIN documents c ON c.import_id = i.import_id AND c.import_row = i.import_row AND c.level = i.level AND c.kind = 'credit-note'
      WHERE i.import_id IS NOT NULL AND i.kind = 'invoice' GROUP BY i.import_id, i.import_row
      HAVING count(c.id) NOT IN (0, 2) OR bool_or(c.id IS NOT NULL AND (c.reason <> 'import-undone' OR c.total_minor <> -i.total_minor))`,
  },
  {
    number: 3,
    title: 'the payment of a row that was countered is given back whole',
    sql: `SELECT p.id FROM payments p JOIN payment_balances b ON b.payment_id = p.id
      JOIN documents c ON c.import_id = p.import_id AND c.import_row = p.import_row AND c.level = 'client' AND c.kind = 'credit-note'
      WHERE p.kind = 'payment' AND (b.matched_minor, b.refunded_minor) IS DISTINCT FROM (0::bigint, b.amount_minor)`,
  },
];

/** Billing's side of an undone sale: at how many levels it is countered. Memberships has cancelled exactly those with both. */
export const undoneBySale = `SELECT l.sale_id::text AS sale, count(DISTINCT l.level)::int AS levels
  FROM document_lines l JOIN documents d ON d.id = l.document_id
  WHERE d.kind = 'credit-note' AND d.reason = 'import-undone' AND l.sale_id IS NOT NULL GROUP BY l.sale_id`;
