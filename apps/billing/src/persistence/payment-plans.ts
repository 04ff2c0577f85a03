import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ElectronicMethod } from '#contracts/billing/payment-methods';
import type { PlannedPaymentRecord } from '#contracts/billing/planned-payments';
import type { PaymentPlanRecord } from '#contracts/billing/recurring-charges';
import type { Page } from '#contracts/message';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { execute, query } from '#platform/database/sql';
import { pageOf } from '#platform/paging';
import type { MeantFor } from '../domain/matching.js';
import { readCursor } from './list-cursors.js';
import { PlannedPayments } from './planned-payments.js';
import { homeOf } from './sheets.sql.js';

export interface PlanToCreate {
  readonly id: Uuid;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly billingAccountId: Uuid;
  readonly totalMinor: number;
  readonly many: number;
  readonly currency: string;
  readonly method: ElectronicMethod;
  readonly createdOn: LocalDate;
  readonly invoiceIds: readonly Uuid[]; // What it pays first.
}

type PlanRow = Omit<PaymentPlanRecord, 'instalments'>;

/** Totals paid in instalments. */
@Injectable()
export class PaymentPlans {
  constructor(private readonly planned: PlannedPayments) {}

  async create(em: EntityManager, plan: PlanToCreate): Promise<void> {
    const { id, issuerId, debtorId, billingAccountId, totalMinor, many, currency, method, createdOn, invoiceIds } = plan;
    const own = `SELECT FROM documents d WHERE id = ANY ($1::uuid[]) AND kind = 'invoice'
      AND EXISTS (SELECT FROM open_items WHERE document_id = d.id AND billing_account_id = $2)`;
    const found = invoiceIds.length === 0 ? 0 : await execute(em, own, [invoiceIds, billingAccountId]);
    if (found < invoiceIds.length) throw new Missing('billing.no-such-invoice');
    await execute(em, insert, [id, issuerId, debtorId, billingAccountId, totalMinor, many, currency, method, createdOn, invoiceIds]);
  }

  async get(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<PaymentPlanRecord> {
    const [found] = await query<PlanRow>(em, `${select} WHERE id = $1 AND $2 IN (issuer_id, debtor_id)`, [id, organizationId]);
    if (!found) throw new Missing('billing.no-such-payment-plan');
    return (await this.whole(em, [found]))[0];
  }

  /** The invoices that planned payments, or the charges they are in, are meant for. Those meant for none are left out. */
  async invoicesMeant(em: EntityManager, by: 'id' | 'charge_id', ids: readonly Uuid[]): Promise<MeantFor> {
    const text = `SELECT i.${by} AS id, array_agg(DISTINCT meant) AS "invoiceIds" FROM planned_payments i
      JOIN payment_plans p ON p.id = i.plan_id CROSS JOIN unnest(p.invoice_ids) AS meant WHERE i.${by} = ANY ($1::uuid[]) GROUP BY i.${by}`;
    return new Map((await query<{ id: Uuid; invoiceIds: Uuid[] }>(em, text, [ids])).map((row) => [row.id, row.invoiceIds]));
  }

  async cancel(em: EntityManager, issuerId: Uuid, id: Uuid): Promise<void> {
    const text = `UPDATE payment_plans SET cancelled_at = coalesce(cancelled_at, now()) WHERE id = $1 AND issuer_id = $2`;
    if ((await execute(em, text, [id, issuerId])) === 0) throw new Missing('billing.no-such-payment-plan');
  }

  async list(
    em: EntityManager,
    organizationId: Uuid,
    { limit, after, billingAccountId }: { limit: number; after?: string; billingAccountId?: Uuid },
  ): Promise<Page<PaymentPlanRecord>> {
    const [last = null] = readCursor(after, ['id']) ?? [];
    const rows = await query<PlanRow>(em, selectList, [organizationId, limit + 1, billingAccountId ?? null, last]);
    const { data, next } = pageOf(rows, limit, (row) => [row.id]);
    return { data: await this.whole(em, data), next };
  }

  private async whole(em: EntityManager, plans: readonly PlanRow[]): Promise<PaymentPlanRecord[]> {
    const instalments = new Map<Uuid, PlannedPaymentRecord[]>(plans.map((plan) => [plan.id, []]));
    for (const one of await this.planned.ofPlans(em, [...instalments.keys()])) instalments.get(one.planId ?? '')?.push(one);
    return plans.map((plan) => ({ ...plan, instalments: instalments.get(plan.id) ?? [] }));
  }
}

const insert = `INSERT INTO payment_plans (id, issuer_id, debtor_id, billing_account_id, total_minor, many, currency, method, created_on, invoice_ids)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::uuid[]) ON CONFLICT DO NOTHING`;

const select = `SELECT id, issuer_id AS "issuerId", billing_account_id AS "billingAccountId", method, currency, total_minor AS "totalMinor",
  created_on AS "createdOn", invoice_ids AS "invoiceIds", cancelled_at IS NOT NULL AS cancelled FROM payment_plans`;

const selectList = `${select} WHERE (issuer_id = $1 OR debtor_id = $1) AND ($3::uuid IS NULL OR billing_account_id = ${homeOf('$3::uuid')})
  AND ($4::uuid IS NULL OR id > $4) ORDER BY id LIMIT $2`;
