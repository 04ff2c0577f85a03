import type { LawOfBooks } from './law-of-books.js';

/** What must always be true of books that were merged, or parted again (ID-24). Of all others it is true as well. */
export const mergedInvariants: readonly LawOfBooks[] = [
  {
    number: 3,
    title: 'what is open of an invoice is in the books that show it',
    of: { subject: 'document', tables: { open_items: 'document_id' } },
    sql: `SELECT i.document_id, i.position FROM open_items i JOIN documents d ON d.id = i.document_id
      JOIN billing_accounts sheet ON sheet.id = d.billing_account_id
      WHERE i.billing_account_id <> coalesce(sheet.joined_to, sheet.id)`,
  },
  {
    number: 3,
    title: 'what is free of a payment is in the books that show it',
    of: { subject: 'payment', tables: { payments: 'id' } },
    sql: `SELECT p.id FROM payments p JOIN billing_accounts sheet ON sheet.id = p.billing_account_id
      JOIN payment_balances b ON b.payment_id = p.id
      WHERE b.billing_account_id <> coalesce(sheet.joined_to, sheet.id)`,
  },
  {
    number: 3,
    title: 'a payment settles items of its own account',
    of: { subject: 'payment', tables: { allocations: 'payment_id' } },
    sql: `SELECT a.payment_id, a.document_id, a.position FROM allocations a JOIN payment_balances b ON b.payment_id = a.payment_id
      JOIN open_items i ON i.document_id = a.document_id AND i.position = a.position
      WHERE b.billing_account_id <> i.billing_account_id`,
  },
  {
    number: 3,
    title: 'a refund gives back payments of its own account',
    of: { subject: 'payment', tables: { refund_sources: 'refund_id = ANY ($1::uuid[]) OR payment_id = ANY ($1::uuid[])' } },
    sql: `SELECT s.refund_id, s.payment_id FROM refund_sources s JOIN payments p ON p.id = s.refund_id
      JOIN billing_accounts sheet ON sheet.id = p.billing_account_id JOIN payment_balances b ON b.payment_id = s.payment_id
      WHERE b.billing_account_id <> coalesce(sheet.joined_to, sheet.id)`,
  },
  {
    number: 3,
    title: 'an account is closed into one that is not, of its issuer and its currency',
    of: { subject: 'account', tables: { billing_accounts: 'id' } },
    sql: `SELECT sheet.id FROM billing_accounts sheet JOIN billing_accounts home ON home.id = sheet.joined_to
      WHERE home.joined_to IS NOT NULL OR NOT home.merged
        OR (home.issuer_id, home.currency, home.level) IS DISTINCT FROM (sheet.issuer_id, sheet.currency, sheet.level)`,
  },
  {
    number: 3,
    title: 'nothing is planned on an account that is closed',
    of: { subject: 'planned', tables: { planned_payments: 'id' } },
    sql: `SELECT p.id FROM planned_payments p JOIN billing_accounts a ON a.id = p.billing_account_id WHERE a.joined_to IS NOT NULL`,
  },
  {
    number: 3,
    title: 'nothing recurs on an account that is closed',
    of: { subject: 'recurring', tables: { recurring_charges: 'id' } },
    sql: `SELECT r.id FROM recurring_charges r JOIN billing_accounts a ON a.id = r.billing_account_id WHERE a.joined_to IS NOT NULL`,
  },
];
