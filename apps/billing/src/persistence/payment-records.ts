import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PaymentMethod } from '#contracts/billing/payment-methods';
import type { MatchRecord, MoneySort, PaymentRecord, RefundRecord } from '#contracts/billing/payments';
import type { Page } from '#contracts/message';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { query } from '#platform/database/sql';
import { pageOf } from '#platform/paging';
import { matchStateOf } from '../domain/match-state.js';
import { readCursor } from './list-cursors.js';
import { Sheets } from './sheets.js';
import { homeOf } from './sheets.sql.js';

export interface MoneyFilter {
  readonly limit: number;
  readonly after?: string;
  readonly sort?: MoneySort;
  readonly billingAccountId?: Uuid;
  readonly method?: PaymentMethod;
  readonly state?: 'free' | 'matched';
  readonly from?: LocalDate;
  readonly to?: LocalDate;
}

type Kind = 'payment' | 'refund';
type PaymentRow = Omit<PaymentRecord, 'matches' | 'state'>;
type RefundRow = Omit<RefundRecord, 'sources'>;

/** Payments and refunds as an organization may read them: those it received or gave, and those it made or got. */
@Injectable()
export class PaymentRecords {
  constructor(private readonly sheets: Sheets) {}

  async payment(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<PaymentRecord> {
    const found = await this.one<PaymentRow>(em, 'payment', organizationId, id);
    return (await this.withMatches(em, [found]))[0];
  }

  async refund(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<RefundRecord> {
    const found = await this.one<RefundRow>(em, 'refund', organizationId, id);
    return (await this.withSources(em, [found]))[0];
  }

  async payments(em: EntityManager, organizationId: Uuid, filter: MoneyFilter): Promise<Page<PaymentRecord>> {
    const { data, next } = await this.page<PaymentRow>(em, 'payment', organizationId, filter);
    return { data: await this.withMatches(em, data), next };
  }

  async refunds(em: EntityManager, organizationId: Uuid, filter: MoneyFilter): Promise<Page<RefundRecord>> {
    const { data, next } = await this.page<RefundRow>(em, 'refund', organizationId, filter);
    return { data: await this.withSources(em, data), next };
  }

  private async one<Row>(em: EntityManager, kind: Kind, organizationId: Uuid, id: Uuid): Promise<Row> {
    const [found] = await query<Row>(em, `${select[kind]} AND p.id = $1 AND $2 IN (p.issuer_id, p.debtor_id)`, [id, organizationId]);
    if (!found) throw kind === 'payment' ? new Missing('billing.no-such-payment') : new Missing('billing.no-such-refund');
    return found;
  }

  /** Both what the organization received and what it paid, each found by its own index and merged. */
  private async page<Row extends { id: Uuid; bookedOn: LocalDate; amountMinor: number }>(
    em: EntityManager,
    kind: Kind,
    organizationId: Uuid,
    filter: MoneyFilter,
  ): Promise<Page<Row>> {
    const { limit, sort = '-bookedOn' } = filter;
    const [column, alias, type] = sort.endsWith('amount') ? ['amount_minor', 'amountMinor', 'bigint'] : ['booked_on', 'bookedOn', 'date'];
    const [beyond, direction] = sort.startsWith('-') ? ['<', 'DESC'] : ['>', 'ASC'];
    const start = readCursor(filter.after, [type === 'date' ? 'day' : 'number', 'id']);
    const part = (whose: string) => `(${select[kind]} AND ${whose} AND ${filters}
      AND ($8::${type} IS NULL OR (p.${column}, p.id) ${beyond} ($8::${type}, $9::uuid)) ORDER BY p.${column} ${direction}, p.id ${direction} LIMIT $2)`;
    const own = part('p.issuer_id = $1');
    const made = part('p.billing_account_id IN (SELECT id FROM billing_accounts WHERE debtor_id = $1 AND issuer_id <> $1)');
    const text = `${own} UNION ALL ${made} ORDER BY "${alias}" ${direction}, id ${direction} LIMIT $2`;
    const { billingAccountId, method, state, from, to } = filter;
    const sheets = billingAccountId && ((await this.sheets.of(em, billingAccountId)) ?? [billingAccountId]);
    const values = [sheets, method, state, from, to].map((value) => value ?? null);
    const rows = await query<Row>(em, text, [organizationId, limit + 1, ...values, start?.[0] ?? null, start?.[1] ?? null]);
    return pageOf(rows, limit, (row) => [type === 'date' ? row.bookedOn : row.amountMinor, row.id]);
  }

  private async withMatches(em: EntityManager, rows: readonly PaymentRow[]): Promise<PaymentRecord[]> {
    const matches = await query<MatchRecord & { paymentId: Uuid }>(em, selectMatches, [rows.map((row) => row.id)]);
    const byPayment = new Map<Uuid, MatchRecord[]>(rows.map((row) => [row.id, []]));
    for (const { paymentId, ...match } of matches) byPayment.get(paymentId)?.push(match);
    return rows.map((row) => ({
      ...row,
      matches: byPayment.get(row.id) ?? [],
      state: matchStateOf({ totalMinor: row.amountMinor - row.refundedMinor, matchedMinor: row.matchedMinor }),
    }));
  }

  private async withSources(em: EntityManager, rows: readonly RefundRow[]): Promise<RefundRecord[]> {
    const sources = await query<{ refundId: Uuid; paymentId: Uuid; amountMinor: number }>(em, selectSources, [rows.map((row) => row.id)]);
    const byRefund = new Map<Uuid, RefundRecord['sources']>(rows.map((row) => [row.id, []]));
    for (const { refundId, ...source } of sources) byRefund.get(refundId)?.push(source);
    return rows.map((row) => ({ ...row, sources: byRefund.get(row.id) ?? [] }));
  }
}

const common = `p.id, p.issuer_id AS "issuerId", p.debtor_id AS "debtorId", ${homeOf('p.billing_account_id')} AS "billingAccountId", p.method, p.reference,
  p.currency, p.amount_minor AS "amountMinor", p.booked_on AS "bookedOn", p.recorded_at AS "recordedAt"`;

const select: Record<Kind, string> = {
  payment: `SELECT ${common}, p.import_id AS "importId", b.matched_minor AS "matchedMinor", b.refunded_minor AS "refundedMinor", b.free_minor AS "freeMinor"
    FROM payments p JOIN payment_balances b ON b.payment_id = p.id WHERE p.kind = 'payment'`,
  refund: `SELECT ${common}, coalesce(p.reason, 'requested') AS reason FROM payments p LEFT JOIN payment_balances b ON b.payment_id = p.id
    WHERE p.kind = 'refund'`,
};

const filters = `($3::uuid[] IS NULL OR p.billing_account_id = ANY ($3)) AND ($4::text IS NULL OR p.method = $4)
  AND ($5::text IS NULL OR ($5 = 'free') = (b.free_minor > 0)) AND ($6::date IS NULL OR p.booked_on >= $6) AND ($7::date IS NULL OR p.booked_on <= $7)`;

const selectMatches = `SELECT a.payment_id AS "paymentId", a.document_id AS "invoiceId", d.label AS "invoiceNumber", a.position, l.description,
    a.amount_minor AS "amountMinor", a.matched_at AS "matchedAt"
  FROM allocations a JOIN documents d ON d.id = a.document_id
  JOIN document_lines l ON l.document_id = a.document_id AND l.position = a.position
  WHERE a.payment_id = ANY ($1::uuid[]) ORDER BY d.number, a.position`;

const selectSources = `SELECT refund_id AS "refundId", payment_id AS "paymentId", amount_minor AS "amountMinor"
  FROM refund_sources WHERE refund_id = ANY ($1::uuid[]) ORDER BY payment_id`;
