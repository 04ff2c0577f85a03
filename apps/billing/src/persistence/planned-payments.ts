import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PlannedMethod, PlannedPaymentRecord, PlannedState } from '#contracts/billing/planned-payments';
import type { Page } from '#contracts/message';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { execute, insertRows, query } from '#platform/database/sql';
import { pageOf } from '#platform/paging';
import type { DuePayment } from '../domain/charge.js';
import { readCursor } from './list-cursors.js';
import { homeOf } from './sheets.sql.js';

export interface PaymentToPlan {
  readonly id: Uuid;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly billingAccountId: Uuid;
  readonly planId: Uuid | null;
  readonly amountMinor: number;
  readonly dueOn: LocalDate;
  readonly currency: string;
  readonly method: PlannedMethod;
  readonly instrument: string | null;
  readonly reference: string | null;
}

export interface PlannedFilter {
  readonly limit: number;
  readonly after?: string;
  readonly sort?: 'dueOn' | '-dueOn';
  readonly billingAccountId?: Uuid;
  readonly planId?: Uuid;
  readonly method?: PlannedMethod;
  readonly state?: PlannedState;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
}

/** Payments that are planned. Whoever moves one on locks it before anything else of its account. */
@Injectable()
export class PlannedPayments {
  async plan(em: EntityManager, payments: readonly PaymentToPlan[]): Promise<void> {
    await insertRows(em, 'planned_payments', columns, payments.map(rowOf), 'ON CONFLICT DO NOTHING');
  }

  async get(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<PlannedPaymentRecord> {
    const [found] = await query<PlannedPaymentRecord>(em, `${select} WHERE id = $1 AND $2 IN (issuer_id, debtor_id)`, [id, organizationId]);
    if (!found) throw new Missing('billing.no-such-planned-payment');
    return found;
  }

  /** The issuer's own, locked in the order of ids; all of those asked for, or none. */
  async lock(em: EntityManager, issuerId: Uuid, ids: readonly Uuid[]): Promise<PlannedPaymentRecord[]> {
    const text = `${select} WHERE id = ANY ($1::uuid[]) AND issuer_id = $2 ORDER BY id FOR UPDATE`;
    const found = await query<PlannedPaymentRecord>(em, text, [ids, issuerId]);
    if (found.length < new Set(ids).size) throw new Missing('billing.no-such-planned-payment');
    return found;
  }

  async list(em: EntityManager, organizationId: Uuid, filter: PlannedFilter): Promise<Page<PlannedPaymentRecord>> {
    const { limit, sort = 'dueOn', billingAccountId, planId, method, state, from, to } = filter;
    const [beyond, direction] = sort === 'dueOn' ? ['>', 'ASC'] : ['<', 'DESC'];
    const start = readCursor(filter.after, ['day', 'id']);
    const values = [billingAccountId, planId, method, state, from, to, start?.[0], start?.[1]].map((value) => value ?? null);
    const part = (whose: string) => `(${select} WHERE ${whose} AND ${filters}
      AND ($9::date IS NULL OR (due_on, id) ${beyond} ($9::date, $10::uuid)) ORDER BY due_on ${direction}, id ${direction} LIMIT $2)`;
    const owed = part('billing_account_id IN (SELECT a.id FROM billing_accounts a WHERE a.debtor_id = $1 AND a.issuer_id <> $1)');
    const text = `${part('issuer_id = $1')} UNION ALL ${owed} ORDER BY "dueOn" ${direction}, id ${direction} LIMIT $2`;
    const rows = await query<PlannedPaymentRecord>(em, text, [organizationId, limit + 1, ...values]);
    return pageOf(rows, limit, (row) => [row.dueOn, row.id]);
  }

  ofPlans(em: EntityManager, planIds: readonly Uuid[]): Promise<PlannedPaymentRecord[]> {
    return query(em, `${select} WHERE plan_id = ANY ($1::uuid[]) ORDER BY due_on, id`, [planIds]);
  }

  /** What is due of some accounts, each account whole, so that what belongs together is charged together. Skips what others are at. */
  async lockDue(em: EntityManager, issuerId: Uuid, due: DueFilter): Promise<DuePayment[]> {
    return query<DuePayment>(em, selectDue, [issuerId, due.on, due.accounts, due.billingAccountId ?? null]);
  }

  /** Puts them into charges: planned payment by planned payment, the charge that collects it. */
  async charging(em: EntityManager, pairs: readonly { id: Uuid; chargeId: Uuid }[]): Promise<void> {
    const text = `UPDATE planned_payments p SET state = 'charging', charge_id = t.charge_id, attempts = p.attempts + 1, failure = NULL, version = p.version + 1
      FROM unnest($1::uuid[], $2::uuid[]) AS t (id, charge_id) WHERE p.id = t.id`;
    await execute(em, text, [pairs.map((pair) => pair.id), pairs.map((pair) => pair.chargeId)]);
  }

  async become(em: EntityManager, ids: readonly Uuid[], state: 'planned' | 'covered' | 'dismissed'): Promise<void> {
    await execute(em, `UPDATE planned_payments SET state = $2, failure = NULL, version = version + 1 WHERE id = ANY ($1::uuid[])`, [
      ids,
      state,
    ]);
  }

  async move(em: EntityManager, id: Uuid, dueOn: LocalDate): Promise<void> {
    await execute(em, `UPDATE planned_payments SET due_on = $2, version = version + 1 WHERE id = $1`, [id, dueOn]);
  }

  async paid(em: EntityManager, pairs: readonly { id: Uuid; paymentId: Uuid }[]): Promise<void> {
    const text = `UPDATE planned_payments p SET state = 'paid', payment_id = t.payment_id, failure = NULL, version = p.version + 1
      FROM unnest($1::uuid[], $2::uuid[]) AS t (id, payment_id) WHERE p.id = t.id`;
    await execute(em, text, [pairs.map((pair) => pair.id), pairs.map((pair) => pair.paymentId)]);
  }

  /** Those that are in these charges, before what their money settles. */
  async lockCharged(em: EntityManager, chargeIds: readonly Uuid[]): Promise<void> {
    await query(em, `SELECT FROM planned_payments WHERE charge_id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`, [chargeIds]);
  }

  /** What became of charges, for all planned payments in them. */
  async charged(em: EntityManager, outcomes: readonly { chargeId: Uuid; paymentId: Uuid | null; failure: string | null }[]): Promise<void> {
    const text = `UPDATE planned_payments p
      SET state = CASE WHEN t.payment_id IS NULL THEN 'failed' ELSE 'paid' END, payment_id = t.payment_id, failure = t.failure, version = p.version + 1
      FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS t (charge_id, payment_id, failure)
      WHERE p.charge_id = t.charge_id AND p.state = 'charging'`;
    const column = <K extends keyof (typeof outcomes)[number]>(name: K) => outcomes.map((outcome) => outcome[name]);
    await execute(em, text, [column('chargeId'), column('paymentId'), column('failure')]);
  }
}

export interface DueFilter {
  readonly on: LocalDate;
  readonly accounts: number; // At most so many accounts.
  readonly billingAccountId?: Uuid;
}

const columns = {
  id: 'uuid',
  issuer_id: 'uuid',
  debtor_id: 'uuid',
  billing_account_id: 'uuid',
  plan_id: 'uuid',
  amount_minor: 'bigint',
  due_on: 'date',
  currency: 'text',
  method: 'text',
  instrument: 'text',
  reference: 'text',
};

const rowOf = (payment: PaymentToPlan): unknown[] => [
  payment.id,
  payment.issuerId,
  payment.debtorId,
  payment.billingAccountId,
  payment.planId,
  payment.amountMinor,
  payment.dueOn,
  payment.currency,
  payment.method,
  payment.instrument,
  payment.reference,
];

const select = `SELECT id, issuer_id AS "issuerId", debtor_id AS "debtorId", billing_account_id AS "billingAccountId", plan_id AS "planId",
  payment_id AS "paymentId", method, reference, currency, amount_minor AS "amountMinor", reduced_minor AS "reducedMinor", due_on AS "dueOn", state, failure,
  version FROM planned_payments`;

const filters = `($3::uuid IS NULL OR billing_account_id = ${homeOf('$3::uuid')}) AND ($4::uuid IS NULL OR plan_id = $4) AND ($5::text IS NULL OR method = $5)
  AND ($6::text IS NULL OR state = $6) AND ($7::date IS NULL OR due_on >= $7) AND ($8::date IS NULL OR due_on <= $8)`;

const selectDue = `WITH accounts AS (
    SELECT DISTINCT billing_account_id FROM planned_payments
    WHERE issuer_id = $1 AND state = 'planned' AND method <> 'cheque' AND due_on <= $2 AND ($4::uuid IS NULL OR billing_account_id = $4)
    ORDER BY billing_account_id LIMIT $3)
  SELECT id, billing_account_id AS "billingAccountId", due_on AS "dueOn", method, instrument, amount_minor AS "amountMinor", attempts
  FROM planned_payments
  WHERE billing_account_id IN (SELECT billing_account_id FROM accounts) AND issuer_id = $1 AND state = 'planned' AND method <> 'cheque' AND due_on <= $2
  ORDER BY id FOR UPDATE SKIP LOCKED`;
