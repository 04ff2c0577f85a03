import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { insertRows, query } from '#platform/database/sql';
import type { PaymentMethod } from '#contracts/billing/payment-methods';
import { paymentPostings, type PaymentDraft } from '../domain/draft-payment.js';
import type { Match } from '../domain/matching.js';
import { postingColumns, postingRows } from './postings.js';
import { Sheets } from './sheets.js';

/** A client's payment with the one invoice it settles. */
export interface PaymentToRecord extends PaymentDraft {
  readonly id: Uuid;
  readonly issuerId: Uuid;
  readonly billingAccountId: Uuid;
  readonly documentId: Uuid;
  readonly importId: Uuid;
  readonly importRow: number;
  readonly bookedOn: LocalDate;
  readonly currency: string;
}

/** Money received or given back, whatever it settles. */
export interface MoneyToRecord {
  readonly kind: 'payment' | 'refund';
  readonly id: Uuid;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly billingAccountId: Uuid;
  readonly method: PaymentMethod;
  readonly amountMinor: number;
  readonly currency: string;
  readonly bookedOn: LocalDate;
  readonly reference: string | null;
  readonly reason: string | null;
  readonly operationId: Uuid | null;
  readonly plannedPaymentId: Uuid | null;
}

@Injectable()
export class Payments {
  constructor(private readonly sheets: Sheets) {}

  /** Postings first: a payment's insert seals them. Its items must be there, settled. */
  async insertAll(em: EntityManager, payments: readonly PaymentToRecord[]): Promise<void> {
    const entries = payments.flatMap((payment) => postingRows({ ...payment, entryId: payment.id }));
    await insertRows(em, 'postings', postingColumns, entries);
    const { homes, sheets } = await this.sheets.ofPayments(em, payments);
    await insertRows(
      em,
      'payments',
      paymentColumns,
      payments.map((payment) => paymentRow(payment, sheets.get(payment.id))),
    );
    await insertRows(
      em,
      'payment_balances',
      balanceColumns,
      payments.map((payment) => balanceRow(payment, homes.get(payment.billingAccountId))),
    );
    await insertRows(em, 'allocations', allocationColumns, payments.flatMap(allocationRows));
  }

  /** Records payments, free but for these matches, which are to be kept with them. */
  async record(em: EntityManager, payments: readonly MoneyToRecord[], matches: readonly Match[] = []): Promise<void> {
    const matched = Map.groupBy(matches, (match) => match.paymentId);
    const { homes, sheets } = await this.sheets.ofPayments(em, payments);
    await insertMoney(em, payments, sheets);
    await insertBalances(
      em,
      payments.map((payment) => ({ ...payment, billingAccountId: homes.get(payment.billingAccountId) ?? payment.billingAccountId })),
      matched,
    );
  }

  /** The payments these rows of an import already have. */
  recordedFor(em: EntityManager, importId: Uuid, rows: readonly number[]): Promise<{ id: Uuid; row: number }[]> {
    return query(
      em,
      `SELECT id, import_row AS row FROM payments WHERE import_id = $1 AND import_row = ANY ($2::int[]) AND kind = 'payment'`,
      [importId, rows],
    );
  }
}

/** Postings first: a payment's or refund's insert seals them. `sheets` are those of accounts that were merged. */
export async function insertMoney(em: EntityManager, money: readonly MoneyToRecord[], sheets: ReadonlyMap<Uuid, Uuid>): Promise<void> {
  const entries = money.flatMap((one) =>
    postingRows({ ...one, entryId: one.id, postings: paymentPostings(one.kind, one.method, one.amountMinor) }),
  );
  await insertRows(em, 'postings', postingColumns, entries);
  await insertRows(
    em,
    'payments',
    moneyColumns,
    money.map((one) => moneyRow(one, sheets.get(one.id))),
  );
}

/** What is free of payments: all but what these matches take. */
export async function insertBalances(
  em: EntityManager,
  payments: readonly MoneyToRecord[],
  matched: ReadonlyMap<Uuid, readonly Match[]> = new Map<Uuid, readonly Match[]>(),
): Promise<void> {
  const rows = payments.map((payment) => [...balanceRow({ ...payment, allocations: matched.get(payment.id) ?? [] }), payment.debtorId]);
  await insertRows(em, 'payment_balances', { ...balanceColumns, debtor_id: 'uuid' }, rows);
}

const moneyColumns = {
  id: 'uuid',
  issuer_id: 'uuid',
  debtor_id: 'uuid',
  billing_account_id: 'uuid',
  amount_minor: 'bigint',
  booked_on: 'date',
  currency: 'text',
  kind: 'text',
  method: 'text',
  reference: 'text',
  reason: 'text',
  operation_id: 'uuid',
  planned_payment_id: 'uuid',
};

const moneyRow = (money: MoneyToRecord, sheet?: Uuid): unknown[] => [
  money.id,
  money.issuerId,
  money.debtorId,
  sheet ?? money.billingAccountId,
  money.amountMinor,
  money.bookedOn,
  money.currency,
  money.kind,
  money.method,
  money.reference,
  money.reason,
  money.operationId,
  money.plannedPaymentId,
];

const paymentColumns = {
  id: 'uuid',
  issuer_id: 'uuid',
  billing_account_id: 'uuid',
  import_id: 'uuid',
  import_row: 'int',
  amount_minor: 'bigint',
  booked_on: 'date',
  currency: 'text',
  kind: 'text',
  method: 'text',
};

const paymentRow = (payment: PaymentToRecord, sheet?: Uuid): unknown[] => [
  payment.id,
  payment.issuerId,
  sheet ?? payment.billingAccountId,
  payment.importId,
  payment.importRow,
  payment.amountMinor,
  payment.bookedOn,
  payment.currency,
  'payment',
  payment.method,
];

type Balance = Pick<PaymentToRecord, 'id' | 'issuerId' | 'billingAccountId' | 'amountMinor' | 'bookedOn'> & {
  readonly allocations: readonly { readonly amountMinor: number }[];
};

const balanceColumns = {
  payment_id: 'uuid',
  issuer_id: 'uuid',
  billing_account_id: 'uuid',
  amount_minor: 'bigint',
  matched_minor: 'bigint',
  booked_on: 'date',
};

const balanceRow = ({ id, issuerId, billingAccountId, amountMinor, allocations, bookedOn }: Balance, home?: Uuid): unknown[] => [
  id,
  issuerId,
  home ?? billingAccountId,
  amountMinor,
  allocations.reduce((matched, allocation) => matched + allocation.amountMinor, 0),
  bookedOn,
];

const allocationColumns = {
  payment_id: 'uuid',
  document_id: 'uuid',
  issuer_id: 'uuid',
  amount_minor: 'bigint',
  position: 'smallint',
};

const allocationRows = (payment: PaymentToRecord): unknown[][] =>
  payment.allocations.map(({ position, amountMinor }) => [payment.id, payment.documentId, payment.issuerId, amountMinor, position]);
