import { brokenAuditEntries } from '#platform/audit/audit-chain';
import type { Invariant } from '#platform/database/invariant';
import { ledgerInvariants } from './persistence/ledger-invariants.js';
import { undoInvariants } from './persistence/undo-invariants.js';

/** The laws of billing's data, numbered as in the design; those of the books are also checked every five minutes. */
export const billingInvariants: readonly Invariant[] = [
  ...ledgerInvariants,
  ...undoInvariants,
  {
    number: 5,
    title: 'no open outbox row is older than its deadline',
    sql: `SELECT id FROM outbox WHERE closed_at IS NULL AND created_at < now() - interval '10 minutes'`,
  },
  {
    number: 1,
    title: 'what a document says of itself is what its lines say',
    sql: `SELECT d.id FROM documents d LEFT JOIN (
        SELECT document_id, count(*) AS items, min(description) FILTER (WHERE position = 1) AS description FROM document_lines GROUP BY 1
      ) l ON l.document_id = d.id WHERE (l.items, l.description) IS DISTINCT FROM (d.items::bigint, d.description)`,
  },
  { number: 6, title: 'the audit log is whole', sql: brokenAuditEntries },
];

/**
 * Billing's side of invariant 2: each resale by its id, with the number of its lines at each level. The memberships service
 * has the other side; whoever compares the two sees a membership without invoices, or invoices without a membership.
 */
export const linesBySale = `SELECT sale_id,
    count(*) FILTER (WHERE level = 'client')::int AS client_lines,
    count(*) FILTER (WHERE level = 'corporate')::int AS corporate_lines
  FROM document_lines WHERE sale_id IS NOT NULL AND credits_document_id IS NULL
    AND sale_id NOT IN (SELECT sale_id FROM own_sales) GROUP BY sale_id ORDER BY sale_id`;

/**
 * Billing's side of what clubs hold themselves (MEM-19): each affiliation's line, what was credited of it otherwise than as a bad
 * debt, when last, and how many decided to cancel it.
 */
export const linesOfAffiliations = `SELECT a.affiliation_id::text AS id, a.document_id::text AS invoice, d.issuer_id::text AS federation,
    d.debtor_id::text AS club, l.net_minor::int AS net, l.total_minor::int AS total, coalesce(c.credited, 0)::int AS credited,
    c.last_on::text AS "lastOn", (SELECT count(*) FROM cancellations n WHERE n.document_id = a.document_id)::int AS decisions
  FROM affiliation_invoices a LEFT JOIN documents d ON d.id = a.document_id AND d.level = 'corporate'
    LEFT JOIN document_lines l ON l.document_id = a.document_id AND l.sale_id IS NULL
    LEFT JOIN LATERAL (
      SELECT -sum(k.total_minor) AS credited, max(n.issued_on) AS last_on FROM document_lines k JOIN documents n ON n.id = k.document_id
      WHERE k.credits_document_id = l.document_id AND k.credits_position = l.position AND n.reason IS DISTINCT FROM 'bad-debt'
    ) c ON true`;
