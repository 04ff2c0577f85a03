import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { derivedId, type Uuid } from '#kernel/ids';
import { insertRows, query } from '#platform/database/sql';
import type { RefundPart } from '../domain/refund.js';
import { insertBalances, insertMoney, type MoneyToRecord } from './payments.js';
import { Sheets } from './sheets.js';

/** A refund about to be written, with the payments it gives back. */
type DraftedRefund = MoneyToRecord & { readonly parts: readonly RefundPart[] };

/** The sheet a payment stands on, and the closed account it is of; null: it is the survivor's, or came after the merge. */
interface PaymentSheet {
  readonly id: Uuid;
  readonly sheet: Uuid;
  readonly closed: Uuid | null;
  readonly method: MoneyToRecord['method'];
}

/**
 * A refund stands where the first payment that it gives back stands (ID-24). Where it gives back money of several accounts that were
 * merged, the others' is carried there first: given back there, received here, the same way and the same day, so that no refund
 * ever belongs to two accounts and a merge can be undone to the cent. What was carried no provider is asked for.
 */
@Injectable()
export class CarriedMoney {
  constructor(private readonly sheets: Sheets) {}

  async beforeRefunds<T extends DraftedRefund>(
    em: EntityManager,
    refunds: readonly T[],
  ): Promise<{ refunds: readonly T[]; sheets: ReadonlyMap<Uuid, Uuid>; taken: readonly RefundPart[] }> {
    const homes = await this.sheets.homes(em, refunds);
    const merged = refunds.filter(({ billingAccountId }) => homes.has(billingAccountId));
    if (merged.length === 0) return { refunds, sheets: new Map(), taken: [] };
    const ids = merged.flatMap(({ parts }) => parts.map(({ paymentId }) => paymentId));
    const known = new Map((await query<PaymentSheet>(em, selectSheets, [ids])).map((payment) => [payment.id, payment]));
    const at = (paymentId: Uuid): PaymentSheet => {
      const payment = known.get(paymentId);
      if (!payment) throw new Error(`payment ${paymentId} stands nowhere`);
      return payment;
    };

    const sheets = new Map<Uuid, Uuid>();
    const carried: Carried[] = [];
    const placed = refunds.map((refund) => {
      if (!homes.has(refund.billingAccountId)) return refund;
      const here = at(refund.parts[0].paymentId);
      sheets.set(refund.id, here.sheet);
      const parts = refund.parts.map((part) => {
        const there = at(part.paymentId);
        if (there.closed === here.closed) return part;
        const one = carry(refund, part, there.method);
        carried.push(one);
        sheets.set(one.givenBack.id, there.sheet).set(one.received.id, here.sheet);
        return { ...part, paymentId: one.received.id };
      });
      return { ...refund, parts };
    });
    await this.write(em, carried, sheets);
    return { refunds: placed, sheets, taken: carried.map(({ part }) => part) };
  }

  private async write(em: EntityManager, carried: readonly Carried[], sheets: ReadonlyMap<Uuid, Uuid>): Promise<void> {
    const received = carried.map((one) => one.received);
    await insertMoney(em, [...carried.map(({ givenBack }) => givenBack), ...received], sheets);
    await insertBalances(em, received);
    await insertRows(
      em,
      'refund_sources',
      { refund_id: 'uuid', payment_id: 'uuid', issuer_id: 'uuid', amount_minor: 'bigint' },
      carried.map(({ part, givenBack }) => [givenBack.id, part.paymentId, givenBack.issuerId, part.amountMinor]),
    );
  }
}

interface Carried {
  readonly part: RefundPart;
  readonly givenBack: MoneyToRecord;
  readonly received: MoneyToRecord;
}

function carry(refund: DraftedRefund, part: RefundPart, method: MoneyToRecord['method']): Carried {
  const { issuerId, debtorId, billingAccountId, currency, bookedOn } = refund;
  const common = { issuerId, debtorId, billingAccountId, currency, bookedOn, method, amountMinor: part.amountMinor } as const;
  const cause = { reference: part.transaction, operationId: null, plannedPaymentId: null } as const;
  return {
    part,
    givenBack: { kind: 'refund', id: derivedId('carried-from', refund.id, part.paymentId), ...common, ...cause, reason: 'carried' },
    received: { kind: 'payment', id: derivedId('carried-to', refund.id, part.paymentId), ...common, ...cause, reason: 'carried' },
  };
}

const selectSheets = `SELECT p.id, sheet.id AS sheet, p.method, CASE WHEN sheet.client_id IS NOT NULL AND sheet.joined_to IS NOT NULL THEN sheet.id END AS closed
  FROM payments p JOIN billing_accounts sheet ON sheet.id = p.billing_account_id WHERE p.id = ANY ($1::uuid[])`;
