import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ElectronicMethod } from '#contracts/billing/payment-methods';
import type { OnlinePaymentRecord } from '#contracts/billing/planned-payments';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { execute, insertRows, query } from '#platform/database/sql';

export interface ChargeToRequest {
  readonly id: Uuid;
  readonly kind: 'charge' | 'refund';
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly billingAccountId: Uuid;
  readonly paymentId: Uuid | null;
  readonly amountMinor: number;
  readonly bookedOn: LocalDate;
  readonly currency: string;
  readonly method: ElectronicMethod;
  readonly instrument: string; // Of a refund: the transaction it gives back.
}

/** How one ended, after the provider said so. */
export interface SettledCharge {
  readonly id: Uuid;
  readonly state: 'succeeded' | 'declined';
  readonly paymentId: Uuid | null;
  readonly transaction: string | null;
  readonly failure: string | null;
}

/** What the provider is asked for: recorded before it is asked, settled after it answered. */
@Injectable()
export class Charges {
  /** Their ids come from their cause: what is requested already is not requested again. */
  async request(em: EntityManager, charges: readonly ChargeToRequest[]): Promise<void> {
    await insertRows(em, 'charges', columns, charges.map(rowOf), 'ON CONFLICT DO NOTHING');
  }

  /** Takes some to ask the provider about: those nobody has asked about lately, or one by its id. */
  claim(em: EntityManager, issuerId: Uuid, which: { limit: number; notSince: Date; id?: Uuid }): Promise<ChargeToRequest[]> {
    return query(em, claimCharges, [issuerId, which.limit, which.notSince.toISOString(), which.id ?? null]);
  }

  /** Locks those of them that are still to be settled. */
  async lockRequested(em: EntityManager, ids: readonly Uuid[]): Promise<Set<Uuid>> {
    const text = `SELECT id FROM charges WHERE id = ANY ($1::uuid[]) AND state = 'requested' ORDER BY id FOR UPDATE`;
    return new Set((await query<{ id: Uuid }>(em, text, [ids])).map((row) => row.id));
  }

  async settle(em: EntityManager, charges: readonly SettledCharge[]): Promise<void> {
    const column = <K extends keyof SettledCharge>(name: K) => charges.map((charge) => charge[name]);
    await execute(em, settleCharges, [column('id'), column('state'), column('paymentId'), column('transaction'), column('failure')]);
  }

  /** Until the transaction ends, nobody else is charged on these accounts: two at once together stay within what is owed. */
  async lockAccounts(em: EntityManager, billingAccountIds: readonly Uuid[]): Promise<void> {
    const text = `SELECT pg_advisory_xact_lock(hashtextextended('billing.charge/' || id, 0)) FROM unnest($1::text[]) AS t (id)`;
    await query(em, text, [[...billingAccountIds].sort()]);
  }

  /** What is owed of accounts beyond what is free and what a provider is asked for already. */
  async owed(em: EntityManager, billingAccountIds: readonly Uuid[]): Promise<Map<Uuid, number>> {
    const rows = await query<{ id: Uuid; owedMinor: number }>(em, selectOwed, [billingAccountIds]);
    return new Map(rows.map((row) => [row.id, row.owedMinor]));
  }

  async online(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<OnlinePaymentRecord> {
    const [found] = await query<OnlinePaymentRecord>(em, selectOnline, [id, organizationId]);
    if (!found) throw new Missing('billing.no-such-online-payment');
    return found;
  }
}

const columns = {
  id: 'uuid',
  kind: 'text',
  issuer_id: 'uuid',
  debtor_id: 'uuid',
  billing_account_id: 'uuid',
  payment_id: 'uuid',
  amount_minor: 'bigint',
  booked_on: 'date',
  currency: 'text',
  method: 'text',
  instrument: 'text',
};

const rowOf = (charge: ChargeToRequest): unknown[] => [
  charge.id,
  charge.kind,
  charge.issuerId,
  charge.debtorId,
  charge.billingAccountId,
  charge.paymentId,
  charge.amountMinor,
  charge.bookedOn,
  charge.currency,
  charge.method,
  charge.instrument,
];

const claimCharges = `UPDATE charges SET asked = asked + 1, asked_at = now() WHERE id IN (
    SELECT id FROM charges WHERE issuer_id = $1 AND state = 'requested' AND ($4::uuid IS NULL OR id = $4)
      AND (asked_at IS NULL OR asked_at < $3::timestamptz) ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING id, kind, issuer_id AS "issuerId", debtor_id AS "debtorId", billing_account_id AS "billingAccountId", payment_id AS "paymentId",
    amount_minor AS "amountMinor", booked_on AS "bookedOn", currency, method, instrument`;

const settleCharges = `UPDATE charges c SET state = t.state, payment_id = t.payment_id, transaction = t.transaction, failure = t.failure, settled_at = now()
  FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[]) AS t (id, state, payment_id, transaction, failure) WHERE c.id = t.id`;

const selectOwed = `SELECT a.id, (
    coalesce((SELECT sum(open_minor) FROM open_items WHERE billing_account_id = a.id AND open_minor > 0), 0)
    - coalesce((SELECT sum(free_minor) FROM payment_balances WHERE billing_account_id = a.id AND free_minor > 0), 0)
    - coalesce((SELECT sum(amount_minor) FROM charges WHERE billing_account_id = a.id AND state = 'requested' AND kind = 'charge'), 0)
  )::bigint AS "owedMinor"
  FROM unnest($1::uuid[]) AS a (id)`;

const selectOnline = `SELECT id, billing_account_id AS "billingAccountId", method, currency, amount_minor AS "amountMinor", state, failure,
    payment_id AS "paymentId" FROM charges WHERE id = $1 AND kind = 'charge' AND $2 IN (issuer_id, debtor_id)`;
