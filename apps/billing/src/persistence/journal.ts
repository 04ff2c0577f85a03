import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { EntryKind, JournalAccount, JournalEntry } from '#contracts/billing/journal';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { homeOf } from './sheets.sql.js';

export interface JournalFilter {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly account?: JournalAccount;
  readonly code?: string;
  readonly kind?: EntryKind;
  readonly entryId?: Uuid;
}

/** Where a list of entries goes on. */
export interface JournalPlace {
  readonly bookedOn: LocalDate;
  readonly id: Uuid;
}

/** What was posted to an account under a code. */
export interface CodeSum {
  readonly account: JournalAccount;
  readonly code: string | null;
  readonly name: string | null;
  readonly currency: string;
  readonly debitMinor: number;
  readonly creditMinor: number;
  readonly postings: number;
}

/** A posting with what its entry says of it. */
export interface DetailedPosting {
  readonly bookedOn: LocalDate;
  readonly entryId: Uuid;
  readonly kind: EntryKind;
  readonly number: string | null;
  readonly account: JournalAccount;
  readonly code: string | null;
  readonly name: string | null;
  readonly items: string | null; // The lines of the document that use the code.
  readonly currency: string;
  readonly amountMinor: number;
}

/** The journal of one organization by day. Entries are documents, payments and recognitions; each finds its postings by its id. */
@Injectable()
export class Journal {
  entries(
    em: EntityManager,
    issuerId: Uuid,
    filter: JournalFilter,
    place: JournalPlace | undefined,
    descending: boolean,
    limit: number,
  ): Promise<JournalEntry[]> {
    const start = place ?? (descending ? { bookedOn: '9999-12-31', id: last } : { bookedOn: '0001-01-01', id: first });
    const { from, to, account, code, kind, entryId } = filter;
    const narrowed = [account ?? null, code ?? null, kind ?? null, entryId ?? null];
    return query(em, descending ? newestFirst : oldestFirst, [issuerId, from, to, start.bookedOn, start.id, limit, ...narrowed]);
  }

  /** Each account and code, with the code's name in the chart. */
  sums(em: EntityManager, issuerId: Uuid, from: LocalDate, to: LocalDate, language: string): Promise<CodeSum[]> {
    return query(em, sumsByCode, [issuerId, from, to, language]);
  }

  /** The postings of these entries, in their order. */
  details(em: EntityManager, issuerId: Uuid, entries: readonly JournalEntry[], language: string): Promise<DetailedPosting[]> {
    return query(em, detailsOf, [
      issuerId,
      entries.map(({ id }) => id),
      language,
      entries.map(({ kind }) => kind),
      entries.map(({ number }) => number),
    ]);
  }
}

const first = '00000000-0000-0000-0000-000000000000';
const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** $1 issuer, $2 and $3 days. */
const sources = [
  { table: 'documents', day: 'issued_on', fields: 'kind, label AS number, billing_account_id, reason' },
  { table: 'payments', day: 'booked_on', fields: 'kind, NULL::text AS number, billing_account_id, reason' },
  {
    table: 'recognitions',
    day: 'booked_on',
    fields: `'recognition' AS kind, NULL::text AS number, NULL::uuid AS billing_account_id, NULL::text AS reason`,
  },
];

/** $4 and $5 the place, $6 how many, $7 account, $8 code, $9 kind, $10 entry. */
function entriesBy(order: 'ASC' | 'DESC'): string {
  const parts = sources.map(
    ({ table, day, fields }) => `(SELECT * FROM (
        SELECT id, ${day} AS booked_on, currency, ${fields} FROM ${table} WHERE issuer_id = $1 AND ${day} BETWEEN $2 AND $3
          AND (${day}, id) ${order === 'ASC' ? '>' : '<'} ($4::date, $5::uuid) AND ($10::uuid IS NULL OR id = $10)
        ORDER BY ${day} ${order}, id ${order}) e
      WHERE ($9::text IS NULL OR kind = $9) AND (($7::text IS NULL AND $8::text IS NULL) OR EXISTS (
        SELECT FROM postings p WHERE p.entry_id = e.id AND ($7::text IS NULL OR p.account = $7) AND ($8::text IS NULL OR p.code = $8)))
      ORDER BY booked_on ${order}, id ${order} LIMIT $6)`,
  );
  return `SELECT e.id, e.kind, e.booked_on AS "bookedOn", e.number, ${homeOf('e.billing_account_id')} AS "billingAccountId", e.reason, e.currency,
      (SELECT json_agg(json_build_object('account', account, 'code', code, 'amountMinor', amount_minor) ORDER BY position)
        FROM postings WHERE entry_id = e.id) AS postings
    FROM (${parts.join(' UNION ALL ')} ORDER BY booked_on ${order}, id ${order} LIMIT $6) e
    ORDER BY e.booked_on ${order}, e.id ${order}`;
}

const oldestFirst = entriesBy('ASC');
const newestFirst = entriesBy('DESC');

/** A code's name in a language, else in any. */
const nameOf = (language: string): string =>
  `coalesce(c.names ->> ${language}, (SELECT value FROM jsonb_each_text(c.names) ORDER BY key LIMIT 1))`;

const charted = `LEFT JOIN ledger_codes c ON c.issuer_id = $1 AND c.code = p.code AND p.account <> 'tax-payable'`;

const sumsByCode = `
  SELECT p.account, p.code, ${nameOf('$4')} AS name, p.currency, p."debitMinor", p."creditMinor", p.postings FROM (
    SELECT account, code, currency, coalesce(sum(amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS "debitMinor",
      coalesce(-sum(amount_minor) FILTER (WHERE amount_minor < 0), 0)::bigint AS "creditMinor", count(*) AS postings
    FROM (${sources.map(({ table, day }) => `SELECT id FROM ${table} WHERE issuer_id = $1 AND ${day} BETWEEN $2 AND $3`).join(' UNION ALL ')}) e
    JOIN postings ON postings.entry_id = e.id
    GROUP BY account, code, currency) p
  ${charted} ORDER BY p.account, p.code NULLS FIRST, p.currency`;

const detailsOf = `
  SELECT p.booked_on AS "bookedOn", p.entry_id AS "entryId", e.kind, e.number, p.account, p.code, ${nameOf('$3')} AS name,
    CASE WHEN p.account IN ('revenue', 'deferred-revenue', 'bad-debt') THEN
      (SELECT string_agg(description, '; ' ORDER BY l.position) FROM document_lines l WHERE l.document_id = p.entry_id AND l.ledger_code = p.code)
      END AS items,
    p.currency, p.amount_minor AS "amountMinor"
  FROM unnest($2::uuid[], $4::text[], $5::text[]) WITH ORDINALITY AS e (id, kind, number, place)
  JOIN postings p ON p.entry_id = e.id ${charted}
  ORDER BY e.place, p.position`;
