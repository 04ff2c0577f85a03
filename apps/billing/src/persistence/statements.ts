import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingLevel } from '#contracts/billing/documents.query';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import type { Period, StatementEntry } from '../domain/statement.js';

/** Whose account a statement is of. */
export interface StatementAccount {
  readonly billingAccountId: Uuid;
  readonly level: BillingLevel;
  readonly issuerId: Uuid;
  readonly ownerName: string;
  readonly ownerAddress: string | null;
  readonly currency: string;
}

/** Where the lines of a statement go on: after this one. Within a day they stand as they were recorded, documents before payments. */
export interface AfterLine {
  readonly on: LocalDate;
  readonly at: number; // Microseconds of our era: what a timestamp holds, and no text a cursor could spoil.
  readonly rank: number;
  readonly number: number;
  readonly id: Uuid;
}

export type EntryRow = Omit<StatementEntry, 'number'> & AfterLine & { readonly printed: string | null };

/** What statements are made of. Each is a sum or a range of the account's index by day: nothing is gathered line by line. */
@Injectable()
export class Statements {
  async account(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<StatementAccount | undefined> {
    const [found] = await query<StatementAccount>(em, selectAccount, [id, organizationId]);
    return found;
  }

  /** What was owed before a day. */
  async owedBefore(em: EntityManager, id: Uuid, day: LocalDate): Promise<number> {
    const [{ owed }] = await query<{ owed: number }>(em, owedBefore, [id, day]);
    return owed;
  }

  /** What lines from a day on up to and with this one come to. */
  async sumUpTo(em: EntityManager, id: Uuid, from: LocalDate, { on, at, rank, number, id: last }: AfterLine): Promise<number> {
    const [{ total }] = await query<{ total: number }>(em, sumUpTo, [id, from, on, at, rank, number, last]);
    return total;
  }

  /** What is owed and what of payments is free now. */
  async now(em: EntityManager, id: Uuid): Promise<{ owedMinor: number; creditMinor: number }> {
    const [now] = await query<{ owedMinor: number; creditMinor: number }>(em, owedNow, [id]);
    return now;
  }

  lines(em: EntityManager, id: Uuid, { from, to }: Period, after: AfterLine | undefined, limit: number): Promise<EntryRow[]> {
    const start = after ?? { on: from, at: 0, rank: 0, number: 0, id: lowestId };
    return query(em, selectLines, [id, start.on, to, start.at, start.rank, start.number, start.id, limit]);
  }
}

const lowestId = '00000000-0000-0000-0000-000000000000';

/** The name is that of the newest document: a party's name is kept nowhere else. */
const selectAccount = `SELECT a.id AS "billingAccountId", a.level, a.issuer_id AS "issuerId", a.currency,
    coalesce(party.name, '') AS "ownerName", party.address AS "ownerAddress"
  FROM billing_accounts a LEFT JOIN LATERAL (
    SELECT p.name, p.address FROM documents d JOIN party_snapshots p ON p.id = d.party_id
    WHERE d.billing_account_id = a.id ORDER BY d.number DESC LIMIT 1) party ON true
  WHERE a.id = $1 AND $2 IN (a.issuer_id, a.debtor_id)`;

const owed = (documents: string, payments: string): string => `
  coalesce((SELECT sum(total_minor) FROM documents WHERE billing_account_id = $1 ${documents}), 0)::bigint
  + coalesce((SELECT sum(CASE kind WHEN 'payment' THEN -amount_minor ELSE amount_minor END)
      FROM payments WHERE billing_account_id = $1 ${payments}), 0)::bigint`;

const owedBefore = `SELECT ${owed('AND issued_on < $2', 'AND booked_on < $2')} AS owed`;

const owedNow = `SELECT ${owed('', '')} AS "owedMinor",
  coalesce((SELECT sum(free_minor) FROM payment_balances WHERE billing_account_id = $1 AND free_minor > 0), 0)::bigint AS "creditMinor"`;

const moment = `('epoch'::timestamptz + $4::bigint * interval '1 microsecond')`;

const sumUpTo = `SELECT ${owed(
  `AND issued_on BETWEEN $2 AND $3::date AND (issued_on, issued_at, 0, number, id) <= ($3::date, ${moment}, $5::int, $6::bigint, $7::uuid)`,
  `AND booked_on BETWEEN $2 AND $3::date AND (booked_on, recorded_at, 1, 0, id) <= ($3::date, ${moment}, $5::int, $6::bigint, $7::uuid)`,
)} AS total`;

const place = `($2::date, ${moment}, $5::int, $6::bigint, $7::uuid)`;

/** Both kinds by their index, the page cut out of them, and only then what is told of a line. */
const selectLines = `SELECT e.id, e.kind, e."on", e.label AS printed, (extract(epoch FROM e.at) * 1000000)::bigint AS at, e.rank, e.number,
    first.description, coalesce(items.many, 0) AS items, item.person_name AS "personName",
    e.method, e.reference, e.reason, e.income AS "incomeMinor", e.cashflow AS "cashflowMinor"
  FROM (
    (SELECT id, kind, issued_on AS "on", issued_at AS at, 0 AS rank, number, label, total_minor AS income, 0::bigint AS cashflow,
        NULL AS method, NULL AS reference, reason
      FROM documents
      WHERE billing_account_id = $1 AND issued_on BETWEEN $2 AND $3::date AND (issued_on, issued_at, 0, number, id) > ${place}
      ORDER BY issued_on, issued_at, number, id LIMIT $8)
    UNION ALL
    (SELECT id, kind, booked_on, recorded_at, 1, 0, NULL, 0, CASE kind WHEN 'payment' THEN -amount_minor ELSE amount_minor END,
        method, reference, reason
      FROM payments
      WHERE billing_account_id = $1 AND booked_on BETWEEN $2 AND $3::date AND (booked_on, recorded_at, 1, 0, id) > ${place}
      ORDER BY booked_on, recorded_at, id LIMIT $8)
    ORDER BY "on", at, rank, number, id LIMIT $8) e
  LEFT JOIN document_lines first ON first.document_id = e.id AND first.position = 1
  LEFT JOIN open_items item ON item.document_id = e.id AND item.position = 1
  LEFT JOIN LATERAL (SELECT max(position) AS many FROM document_lines WHERE document_id = e.id) items ON e.rank = 0
  ORDER BY e."on", e.at, e.rank, e.number, e.id`;
