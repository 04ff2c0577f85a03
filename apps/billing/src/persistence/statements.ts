import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingLevel } from '#contracts/billing/documents.query';
import { statementLineIds } from '#contracts/billing/statement-lines';
import type { UpcomingPayment } from '#contracts/billing/statements.query';
import type { LocalDate } from '#kernel/dates';
import { publicPrefixes, type Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import type { Period } from '../domain/statement.js';
import { homeOf, newestParty } from './sheets.sql.js';

/** Whose account a statement is of. */
export interface StatementAccount {
  readonly billingAccountId: Uuid;
  readonly level: BillingLevel;
  readonly issuerId: Uuid;
  readonly ownerName: string;
  readonly ownerAddress: string | null;
  readonly currency: string;
}

/** Where an account's entries stand: on itself, or on all the sheets of its books, where it was merged (ID-24). */
export type Books = Uuid | readonly Uuid[];

/** Where the lines of a statement go on: after this one. Within a day they stand as they were recorded, documents before payments. */
export interface AfterLine {
  readonly on: LocalDate;
  readonly at: number; // Microseconds of our era: what a timestamp holds, and no text a cursor could spoil.
  readonly rank: number;
  readonly number: number;
  readonly id: Uuid;
}

/** Which page of the lines: how many, after which, and from what balance on it is told. */
export interface PageOfLines {
  readonly after: AfterLine | undefined;
  readonly limit: number;
  readonly carriedMinor: number; // Owed before the first of them.
  readonly currency: string;
}

/** A page of lines: as JSON, what they come to, and where the next page begins. */
export interface LinesPage {
  readonly lines: string;
  readonly totalMinor: number;
  readonly end: AfterLine | undefined; // The last line, when there are more.
}

export interface Owed {
  readonly beforeMinor: number;
  readonly sinceMinor: number; // What came after the period.
  readonly creditMinor: number; // What of payments is free now.
}

/** What statements are made of. Each is a sum or a range of the account's index by day: nothing is gathered line by line. */
@Injectable()
export class Statements {
  async account(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<{ account: StatementAccount; books: Books } | undefined> {
    const [found] = await query<StatementAccount & { sheets: Uuid[] | null }>(em, selectAccount, [id, organizationId]);
    if (!found) return undefined;
    const { sheets, ...account } = found;
    return { account, books: sheets ?? account.billingAccountId };
  }

  /** What was owed before a period, what came after it, and what is free now. */
  async owed(em: EntityManager, books: Books, { from, to }: Period): Promise<Owed> {
    const [owed] = await query<Owed>(em, textFor(books, selectOwed), [books, from, to]);
    return owed;
  }

  /** What was owed at the end of a day. */
  async owedOn(em: EntityManager, books: Books, day: LocalDate): Promise<number> {
    const [{ total }] = await query<{ total: number }>(em, textFor(books, selectOwedOn), [books, day]);
    return total;
  }

  /** What lines from a day on up to and with this one come to. */
  async sumUpTo(em: EntityManager, books: Books, from: LocalDate, { on, at, rank, number, id: last }: AfterLine): Promise<number> {
    const [{ total }] = await query<{ total: number }>(em, textFor(books, sumUpTo), [books, from, on, at, rank, number, last]);
    return total;
  }

  /** What is planned and not paid yet, the first due first, and what all of it comes to (BIL-13). */
  async upcoming(em: EntityManager, id: Uuid): Promise<{ upcoming: UpcomingPayment[]; plannedMinor: number }> {
    const rows = await query<UpcomingPayment & { plannedMinor: number }>(em, selectUpcoming, [id]);
    return { upcoming: rows.map(({ plannedMinor: _all, ...payment }) => payment), plannedMinor: rows[0]?.plannedMinor ?? 0 };
  }

  async lines(em: EntityManager, books: Books, { from, to }: Period, page: PageOfLines): Promise<LinesPage> {
    const { after, limit, carriedMinor, currency } = page;
    const start = after ?? { on: from, at: 0, rank: 0, number: 0, id: lowestId };
    const values = [books, start.on, to, start.at, start.rank, start.number, start.id, limit, carriedMinor, currency];
    const [{ more, lines, totalMinor, ...end }] = await query<AfterLine & { lines: string; totalMinor: number; more: boolean }>(
      em,
      textFor(books, selectLines),
      values,
    );
    return { lines, totalMinor, end: more ? end : undefined };
  }
}

const lowestId = '00000000-0000-0000-0000-000000000000';

/** Sheets are few and looked up by the same index; an account that was never merged is asked for as before. */
const textFor = (books: Books, text: string): string =>
  typeof books === 'string' ? text : text.replaceAll('billing_account_id = $1', 'billing_account_id = ANY ($1::uuid[])');

/**
 * The name is that of the newest document: a party's name is kept nowhere else. Whose books and which party it is are found first, each
 * by itself: as conditions of the joins they would be asked of every row, since the row policies let no subquery near an index.
 */
const selectAccount = `SELECT a.id AS "billingAccountId", a.level, a.issuer_id AS "issuerId", a.currency,
    coalesce(party.name, '') AS "ownerName", party.address AS "ownerAddress", CASE WHEN a.merged THEN sheets_of(a.id) END AS sheets
  FROM (SELECT ${homeOf('$1::uuid')} AS id OFFSET 0) home JOIN billing_accounts a ON a.id = home.id
    LEFT JOIN LATERAL (SELECT ${newestParty('a')} AS id OFFSET 0) newest ON true
    LEFT JOIN party_snapshots party ON party.id = newest.id
  WHERE $2 IN (a.issuer_id, a.debtor_id)`;

const owed = (documents: string, payments: string): string => `
  coalesce((SELECT sum(total_minor) FROM documents WHERE billing_account_id = $1 ${documents}), 0)::bigint
  + coalesce((SELECT sum(CASE kind WHEN 'payment' THEN -amount_minor ELSE amount_minor END)
      FROM payments WHERE billing_account_id = $1 ${payments}), 0)::bigint`;

const selectOwed = `SELECT ${owed('AND issued_on < $2', 'AND booked_on < $2')} AS "beforeMinor",
  ${owed('AND issued_on > $3', 'AND booked_on > $3')} AS "sinceMinor",
  coalesce((SELECT sum(free_minor) FROM payment_balances WHERE billing_account_id = $1 AND free_minor > 0), 0)::bigint AS "creditMinor"`;

const selectOwedOn = `SELECT ${owed('AND issued_on <= $2', 'AND booked_on <= $2')} AS total`;

const moment = `('epoch'::timestamptz + $4::bigint * interval '1 microsecond')`;

const sumUpTo = `SELECT ${owed(
  `AND issued_on BETWEEN $2 AND $3::date AND (issued_on, issued_at, 0, number, id) <= ($3::date, ${moment}, $5::int, $6::bigint, $7::uuid)`,
  `AND booked_on BETWEEN $2 AND $3::date AND (booked_on, recorded_at, 1, 0, id) <= ($3::date, ${moment}, $5::int, $6::bigint, $7::uuid)`,
)} AS total`;

const place = `($2::date, ${moment}, $5::int, $6::bigint, $7::uuid)`;

const publicIds = Object.entries(statementLineIds).map(([kind, of]) => `WHEN '${kind}' THEN '${publicPrefixes[of]}_'`);
const text = (column: string): string => `coalesce(to_json(${column})::text, 'null')`;
const money = (minor: string): string => `'{"amountMinor":', ${minor}, ',"currency":"', $10::text, '"}'`;

/** A `StatementLineView` of the edge. Put together as text: the JSON functions look up every type anew for each line. */
const line = `concat('{"id":"', CASE e.kind ${publicIds.join(' ')} END, replace(e.id::text, '-', ''), '","kind":"', e.kind, '","on":"', e."on",
  '","number":', ${text('e.label')}, ',"description":', ${text('e.description')}, ',"items":', e.items,
  ',"personName":', ${text('item.person_name')}, ',"method":', ${text('e.method')}, ',"reference":', ${text('e.reference')},
  ',"reason":', ${text('e.reason')}, ',"income":', ${money('e.income')}, ',"cashflow":', ${money('e.cashflow')},
  ',"balance":', ${money('$9::bigint + e.since')}, '}')`;

/**
 * Both kinds by their index, the page cut out of them, and only then what is told of a line. The database writes the lines as their
 * readers will read them, and nobody takes them apart on the way.
 */
const selectLines = `SELECT count(*) > $8::bigint AS more,
    coalesce(string_agg(${line}, ',' ORDER BY e.place) FILTER (WHERE e.place <= $8::bigint), '') AS lines,
    coalesce(sum(e.income + e.cashflow) FILTER (WHERE e.place <= $8::bigint), 0)::bigint AS "totalMinor",
    max(e."on") FILTER (WHERE e.place = $8::bigint) AS "on",
    max((extract(epoch FROM e.at) * 1000000)::bigint) FILTER (WHERE e.place = $8::bigint) AS at,
    max(e.rank) FILTER (WHERE e.place = $8::bigint) AS rank,
    max(e.number) FILTER (WHERE e.place = $8::bigint) AS number,
    max(e.id::text) FILTER (WHERE e.place = $8::bigint) AS id
  FROM (
    SELECT both_kinds.*, row_number() OVER in_order AS place, sum(income + cashflow) OVER in_order AS since FROM (
      (SELECT id, kind, issued_on AS "on", issued_at AS at, 0 AS rank, number, label, total_minor AS income, 0::bigint AS cashflow,
          NULL AS method, NULL AS reference, reason, description, items
        FROM documents
        WHERE billing_account_id = $1 AND issued_on BETWEEN $2 AND $3::date AND (issued_on, issued_at, 0, number, id) > ${place}
        ORDER BY issued_on, issued_at, number, id LIMIT $8::bigint + 1)
      UNION ALL
      (SELECT id, kind, booked_on, recorded_at, 1, 0, NULL, 0, CASE kind WHEN 'payment' THEN -amount_minor ELSE amount_minor END,
          method, reference, reason, NULL, 0
        FROM payments
        WHERE billing_account_id = $1 AND booked_on BETWEEN $2 AND $3::date AND (booked_on, recorded_at, 1, 0, id) > ${place}
        ORDER BY booked_on, recorded_at, id LIMIT $8::bigint + 1)) both_kinds
    WINDOW in_order AS (ORDER BY "on", at, rank, number, id ROWS UNBOUNDED PRECEDING)
    ORDER BY "on", at, rank, number, id LIMIT $8::bigint + 1) e
  LEFT JOIN open_items item ON item.document_id = e.id AND item.position = 1`;

/** As many as a paper shows. */
const selectUpcoming = `SELECT p.id, p.due_on AS "on", p.method, p.amount_minor AS "amountMinor",
    CASE WHEN p.method = 'cheque' THEN 'cheque' WHEN r.id IS NOT NULL THEN 'recurring' WHEN p.plan_id IS NOT NULL THEN 'instalment' ELSE 'planned' END AS kind,
    (sum(p.amount_minor) OVER ())::bigint AS "plannedMinor"
  FROM planned_payments p LEFT JOIN recurring_charges r ON r.id = p.plan_id
  WHERE p.billing_account_id = $1 AND p.state IN ('planned', 'charging')
  ORDER BY p.due_on, p.id LIMIT 500`;
