import type { BillingLevel, DocumentSort } from '#contracts/billing/documents.query';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { DocumentKind } from '../domain/plan.js';
import { homeOf } from './sheets.sql.js';

/*
 * Lists of documents as an organization may read them: those it issued and those it was given. The organization is named in each
 * query, because the row policies know only all those the caller may act for.
 */

export interface DocumentFilter {
  readonly importId?: Uuid;
  readonly billingAccountId?: Uuid;
  readonly sheets?: readonly Uuid[]; // In place of an account that was merged: all its books' sheets.
  readonly level?: BillingLevel;
  readonly personId?: Uuid;
  readonly state?: 'open' | 'paid';
  readonly kind?: string; // Of a line.
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly atLeastMinor?: number;
  readonly atMostMinor?: number;
  readonly reason?: string;
  readonly invoiceId?: Uuid; // That a credit note credits.
}

/** A document without its lines. */
export interface DocumentRow {
  readonly id: Uuid;
  readonly number: number;
  readonly label: string;
  readonly level: BillingLevel;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly billingAccountId: Uuid;
  readonly debtorName: string;
  readonly debtorAddress: string | null;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly currency: string;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly importId: Uuid | null;
  readonly reason: string | null;
  readonly memo: string | null;
  readonly operationId: Uuid | null;
}

export const selectDocument = `SELECT d.id, d.number, d.label, d.level, d.issuer_id AS "issuerId", d.debtor_id AS "debtorId",
    ${homeOf('d.billing_account_id')} AS "billingAccountId", coalesce(p.name, '') AS "debtorName", p.address AS "debtorAddress",
    d.issued_on AS "issuedOn", d.due_on AS "dueOn", d.currency, d.net_minor AS "netMinor", d.tax_minor AS "taxMinor",
    d.total_minor AS "totalMinor", d.import_id AS "importId", d.reason, d.memo, d.operation_id AS "operationId"
  FROM documents d JOIN party_snapshots p ON p.id = d.party_id`;

/** The conditions of a filter, each only where it says something, with placeholders from `first` on. */
export function conditionsOf(filter: DocumentFilter, first: number): { sql: string; values: unknown[] } {
  const asked = Object.entries(conditions).flatMap(([name, condition]) => {
    const value = filter[name as keyof DocumentFilter];
    if (value === undefined) return [];
    return [{ sql: typeof condition === 'string' ? condition : condition[value as 'open' | 'paid'], value }];
  });
  return {
    sql: asked.map(({ sql }, i) => ` AND ${sql.replaceAll('$', `$${first + i}`)}`).join(''),
    values: asked.map(({ value }) => value),
  };
}

const lineOf = 'SELECT FROM document_lines l WHERE l.document_id = d.id';

/** As a condition of its own, so that the few which are open can be read by their index instead of asking every document. */
const isOpen = 'EXISTS (SELECT FROM open_items i WHERE i.document_id = d.id AND i.issuer_id = d.issuer_id AND i.open_minor > 0)';

const conditions: Record<keyof DocumentFilter, string | Record<'open' | 'paid', string>> = {
  importId: 'd.import_id = $',
  billingAccountId: 'd.billing_account_id = $',
  sheets: 'd.billing_account_id = ANY ($)',
  level: 'd.level = $',
  personId: `EXISTS (${lineOf} AND l.person_id = ANY ((SELECT people_of($))::uuid[]))`,
  state: { open: `${isOpen} AND $ = 'open'`, paid: `NOT ${isOpen} AND $ = 'paid'` },
  kind: `EXISTS (${lineOf} AND l.kind = $)`,
  from: 'd.issued_on >= $',
  to: 'd.issued_on <= $',
  atLeastMinor: 'abs(d.total_minor) >= $',
  atMostMinor: 'abs(d.total_minor) <= $',
  reason: 'd.reason = $',
  invoiceId: `EXISTS (${lineOf} AND l.credits_document_id = $)`,
};

/** What lists sort by instead of their number: on the table, on the row that was read, and in a cursor. */
const sorts = {
  issuedOn: { sql: 'd.issued_on', read: '"issuedOn"', type: 'date', cursor: 'day', of: (row: DocumentRow) => row.issuedOn },
  dueOn: { sql: 'd.due_on', read: '"dueOn"', type: 'date', cursor: 'day', of: (row: DocumentRow) => row.dueOn },
  amount: {
    sql: 'abs(d.total_minor)',
    read: 'abs("totalMinor")',
    type: 'bigint',
    cursor: 'number',
    of: (row: DocumentRow) => Math.abs(row.totalMinor),
  },
} as const;

export const sortOf = (sort: DocumentSort) => sorts[sort.replace('-', '') as keyof typeof sorts];

/** A page of what an organization issued and was given, in another order than the numbers'. */
export function sortedList(
  organizationId: Uuid,
  kind: DocumentKind,
  { sort, filter, after, limit }: { sort: DocumentSort; filter: DocumentFilter; after?: readonly [string | number, string]; limit: number },
): { sql: string; values: unknown[] } {
  const { sql: key, read, type } = sortOf(sort);
  const [direction, beyond] = sort.startsWith('-') ? ['DESC', '<'] : ['ASC', '>'];
  const { sql, values } = conditionsOf(filter, after ? 6 : 4);
  const place = after ? ` AND (${key}, d.id) ${beyond} ($4::${type}, $5::uuid)` : '';
  const rest = `AND d.kind = $2${place}${sql} ORDER BY ${key} ${direction}, d.id ${direction} LIMIT $3`;
  const issued = `(${selectDocument} WHERE d.issuer_id = $1 ${rest})`;
  // Account by account, each along its index: as one set, everything a club was ever given would be read to sort it.
  const given = `SELECT given.* FROM billing_accounts a CROSS JOIN LATERAL (
      ${selectDocument} WHERE d.billing_account_id = a.id AND d.issuer_id = a.issuer_id ${rest}) given
    WHERE a.debtor_id = $1 AND a.issuer_id <> $1`;
  return {
    sql: `SELECT * FROM (${issued} UNION ALL ${given}) page ORDER BY ${read} ${direction}, id ${direction} LIMIT $3`,
    values: [organizationId, kind, limit, ...(after ?? []), ...values],
  };
}

/** The next numbers' down: what an organization issued, or was given through the accounts it owes on. $1 is the organization. */
export function numberedList(
  organizationId: Uuid,
  kind: DocumentKind,
  { from, filter, below, limit }: { from: 'issued' | 'given'; filter: DocumentFilter; below: Below; limit: number },
): { sql: string; values: unknown[] } {
  const { sql, values } = conditionsOf(filter, 6);
  const rest = `AND d.kind = $2 AND (d.number, d.id) < ($3::bigint, $4::uuid)${sql} ORDER BY d.number DESC, d.id DESC LIMIT $5`;
  const given = `SELECT given.* FROM billing_accounts a CROSS JOIN LATERAL (${selectDocument} WHERE d.billing_account_id = a.id ${rest}) given
    WHERE a.debtor_id = $1 AND a.issuer_id <> $1 ORDER BY given.number DESC, given.id DESC LIMIT $5`;
  return {
    sql: from === 'issued' ? `${selectDocument} WHERE d.issuer_id = $1 ${rest}` : given,
    values: [organizationId, kind, below.number, below.id, limit, ...values],
  };
}

/** Where a list by numbers goes on: below this number, and among equal numbers below this id. */
export interface Below {
  readonly number: number;
  readonly id: Uuid;
}
