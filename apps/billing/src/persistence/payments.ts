import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { insertRows, query } from '#platform/database/sql';
import type { PaymentDraft } from '../domain/draft-payment.js';
import { postingColumns, postingRows } from './postings.js';

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

@Injectable()
export class Payments {
  /** Postings first: a payment's insert seals them. Its items must be there, settled. */
  async insertAll(em: EntityManager, payments: readonly PaymentToRecord[]): Promise<void> {
    const entries = payments.flatMap((payment) => postingRows({ ...payment, entryId: payment.id }));
    await insertRows(em, 'postings', postingColumns, entries);
    await insertRows(em, 'payments', paymentColumns, payments.map(paymentRow));
    await insertRows(em, 'payment_balances', balanceColumns, payments.map(balanceRow));
    await insertRows(em, 'allocations', allocationColumns, payments.flatMap(allocationRows));
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

const paymentRow = (payment: PaymentToRecord): unknown[] => [
  payment.id,
  payment.issuerId,
  payment.billingAccountId,
  payment.importId,
  payment.importRow,
  payment.amountMinor,
  payment.bookedOn,
  payment.currency,
  'payment',
  payment.method,
];

const balanceColumns = {
  payment_id: 'uuid',
  issuer_id: 'uuid',
  billing_account_id: 'uuid',
  amount_minor: 'bigint',
  matched_minor: 'bigint',
  booked_on: 'date',
};

const balanceRow = ({ id, issuerId, billingAccountId, amountMinor, allocations, bookedOn }: PaymentToRecord): unknown[] => [
  id,
  issuerId,
  billingAccountId,
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
