import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PaymentMethod } from '#contracts/billing/payment-methods';
import type { RefundReason } from '#contracts/billing/payments';
import type { LocalDate } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { execute, insertRows, query } from '#platform/database/sql';
import type { Match } from '../domain/matching.js';
import { draftRefund, returnsToItsSource, type RefundDraft, type RefundSource } from '../domain/refund.js';
import { PaymentProviders } from '../providers/payment-providers.js';
import { CarriedMoney } from './carried-money.js';
import { Charges, type ChargeToRequest } from './charges.js';
import { Matching } from './matching.js';
import { insertMoney, type MoneyToRecord } from './payments.js';

/** Credit of an account that is to be given back. Its id comes from its cause: what was given back already is not given again. */
export interface RefundToGive {
  readonly id: Uuid;
  readonly billingAccountId: Uuid;
  readonly amountMinor: number;
  readonly bookedOn: LocalDate;
  readonly reason: RefundReason;
  readonly operationId?: Uuid;
  readonly method?: PaymentMethod; // As the money came, when absent.
  readonly paymentIds?: readonly Uuid[]; // Of these payments only.
}

/** A payment that turns out not to have been one: a bounced cheque, an external payment of an import undone. */
export interface PaymentToReverse {
  readonly id: Uuid; // Of the refund that counters it.
  readonly paymentId: Uuid;
  readonly bookedOn: LocalDate;
  readonly reason: RefundReason;
  readonly operationId?: Uuid;
}

export interface RefundGiven extends RefundDraft {
  readonly id: Uuid;
  readonly billingAccountId: Uuid;
  readonly issuerId: Uuid;
  readonly amountMinor: number;
  readonly currency: string;
}

/** Giving money back: only what is free of payments, the oldest first (BIL-16). */
@Injectable()
export class Refunds {
  constructor(
    private readonly matching: Matching,
    private readonly charges: Charges,
    private readonly providers: PaymentProviders,
    private readonly carried: CarriedMoney,
  ) {}

  async giveBack(em: EntityManager, refund: RefundToGive): Promise<void> {
    await this.giveBackAll(em, [refund]);
  }

  /** Gives those of the refunds that were not given yet; throws when the credit does not suffice for one. */
  async giveBackAll(em: EntityManager, refunds: readonly RefundToGive[]): Promise<RefundGiven[]> {
    const sources = await this.lockSources(em, refunds);
    const given = await this.givenAlready(em, refunds); // After the lock: a repeat waited for the first.
    const accounts = await this.accountsOf(em, refunds);
    const drafted = refunds
      .filter((refund) => refund.amountMinor > 0 && !given.has(refund.id))
      .map((refund) => draftOf(refund, sources, found(accounts.get(refund.billingAccountId))));
    if (drafted.some((draft) => providerRefunds(draft).length > 0)) this.providers.get();
    const { refunds: drafts, sheets, taken } = await this.carried.beforeRefunds(em, drafted);
    await insertMoney(em, drafts, sheets);
    const parts = drafts.flatMap((draft) => draft.parts.map((part) => ({ ...part, draft })));
    await insertRows(
      em,
      'refund_sources',
      { refund_id: 'uuid', payment_id: 'uuid', issuer_id: 'uuid', debtor_id: 'uuid', amount_minor: 'bigint' },
      parts.map(({ draft, paymentId, amountMinor }) => [draft.id, paymentId, draft.issuerId, draft.debtorId, amountMinor]),
    );
    const used = [...parts, ...taken];
    await execute(em, takeFree, [used.map((part) => part.paymentId), used.map((part) => part.amountMinor)]);
    await this.charges.request(em, drafts.flatMap(providerRefunds));
    return [...drafts];
  }

  /** Takes payments back whole: what they settled is open again. Those reversed already stay as they are. */
  async reverse(em: EntityManager, reversals: readonly PaymentToReverse[]): Promise<RefundGiven[]> {
    const ids = reversals.map((reversal) => reversal.paymentId);
    await this.matching.undo(em, await this.lockMatchesOf(em, ids));
    const payments = new Map((await query<ReversiblePayment>(em, selectReversible, [ids])).map((payment) => [payment.paymentId, payment]));
    return this.giveBackAll(
      em,
      reversals.map(({ paymentId, ...reversal }) => {
        const { billingAccountId, method, freeMinor } = found(payments.get(paymentId));
        return { ...reversal, billingAccountId, method, amountMinor: freeMinor, paymentIds: [paymentId] };
      }),
    );
  }

  /** The matches of payments, with the items locked; who matched meanwhile is waited for and seen. */
  private async lockMatchesOf(em: EntityManager, paymentIds: readonly Uuid[]): Promise<Match[]> {
    for (;;) {
      const matches = await query<Match>(em, selectMatches, [paymentIds]);
      await this.matching.lock(em, matches);
      await query(em, lockPayments, [paymentIds]);
      const now = await query<Match>(em, selectMatches, [paymentIds]);
      if (now.every((match) => matches.some((known) => known.documentId === match.documentId && known.position === match.position)))
        return now;
    }
  }

  private async lockSources(em: EntityManager, refunds: readonly RefundToGive[]): Promise<Map<Uuid, Source[]>> {
    const accounts = [...new Set(refunds.map((refund) => refund.billingAccountId))];
    const chosen = refunds.every(({ paymentIds }) => paymentIds) ? refunds.flatMap(({ paymentIds }) => paymentIds ?? []) : null;
    const byAccount = new Map<Uuid, Source[]>();
    for (const source of await query<Source>(em, selectSources, [accounts, chosen])) {
      byAccount.set(source.billingAccountId, [...(byAccount.get(source.billingAccountId) ?? []), source]);
    }
    return byAccount;
  }

  private async givenAlready(em: EntityManager, refunds: readonly RefundToGive[]): Promise<Set<Uuid>> {
    const rows = await query<{ id: Uuid }>(em, `SELECT id FROM payments WHERE id = ANY ($1::uuid[])`, [refunds.map((refund) => refund.id)]);
    return new Set(rows.map((row) => row.id));
  }

  private async accountsOf(em: EntityManager, refunds: readonly RefundToGive[]): Promise<Map<Uuid, Account>> {
    const rows = await query<Account>(em, selectAccounts, [[...new Set(refunds.map((refund) => refund.billingAccountId))]]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

type Source = { -readonly [K in keyof RefundSource]: RefundSource[K] } & { readonly billingAccountId: Uuid };

interface Account {
  readonly id: Uuid;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly currency: string;
}

interface ReversiblePayment {
  readonly paymentId: Uuid;
  readonly billingAccountId: Uuid;
  readonly method: PaymentMethod;
  readonly freeMinor: number;
}

/** Drafts one refund, and takes what it uses from the sources, for the next of the same account. */
function draftOf(refund: RefundToGive, sources: ReadonlyMap<Uuid, Source[]>, account: Account): MoneyToRecord & RefundGiven {
  const { id, billingAccountId, amountMinor, bookedOn, reason, operationId = null, paymentIds } = refund;
  const all = sources.get(billingAccountId) ?? [];
  const usable = paymentIds ? all.filter((source) => paymentIds.includes(source.paymentId)) : all;
  const { method, parts } = draftRefund(usable, amountMinor, refund.method);
  for (const part of parts) for (const source of all) if (source.paymentId === part.paymentId) source.freeMinor -= part.amountMinor;
  const { issuerId, debtorId, currency } = account;
  const cause = { reference: null, reason, operationId, plannedPaymentId: null };
  return { kind: 'refund', id, issuerId, debtorId, billingAccountId, amountMinor, bookedOn, currency, method, parts, ...cause };
}

/** What the provider is to give back, payment by payment. A payment that never was one is not given back: it was never had. */
function providerRefunds(draft: MoneyToRecord & RefundGiven): ChargeToRequest[] {
  const { method, issuerId, debtorId, billingAccountId, bookedOn, currency } = draft;
  if (!returnsToItsSource(method) || draft.reason === 'returned' || draft.reason === 'import-undone') return [];
  const common = { kind: 'refund', issuerId, debtorId, billingAccountId, bookedOn, currency, method } as const;
  return draft.parts.map(({ paymentId, amountMinor, transaction }) => ({
    ...common,
    id: derivedId('provider-refund', draft.id, paymentId),
    paymentId: draft.id,
    amountMinor,
    instrument: transaction ?? '',
  }));
}

function found<T>(row: T | undefined): T {
  if (row === undefined) throw new Missing('billing.no-such-payment');
  return row;
}

const selectAccounts = `SELECT id, issuer_id AS "issuerId", debtor_id AS "debtorId", currency FROM billing_accounts WHERE id = ANY ($1::uuid[])`;

const selectSources = `SELECT b.payment_id AS "paymentId", b.billing_account_id AS "billingAccountId", b.booked_on AS "bookedOn",
    b.free_minor AS "freeMinor", p.method, p.reference AS transaction
  FROM payment_balances b JOIN payments p ON p.id = b.payment_id
  WHERE b.billing_account_id = ANY ($1::uuid[]) AND ($2::uuid[] IS NULL OR b.payment_id = ANY ($2::uuid[])) AND b.free_minor > 0
  ORDER BY b.payment_id FOR UPDATE OF b`;

const selectReversible = `SELECT b.payment_id AS "paymentId", b.billing_account_id AS "billingAccountId", p.method, b.free_minor AS "freeMinor"
  FROM payment_balances b JOIN payments p ON p.id = b.payment_id WHERE b.payment_id = ANY ($1::uuid[])`;

const selectMatches = `SELECT payment_id AS "paymentId", document_id AS "documentId", position, amount_minor AS "amountMinor"
  FROM allocations WHERE payment_id = ANY ($1::uuid[])`;
const lockPayments = `SELECT FROM payment_balances WHERE payment_id = ANY ($1::uuid[]) ORDER BY payment_id FOR UPDATE`;

const takeFree = `UPDATE payment_balances b SET refunded_minor = b.refunded_minor + t.amount FROM (
    SELECT payment_id, sum(amount)::bigint AS amount FROM unnest($1::uuid[], $2::bigint[]) AS m (payment_id, amount) GROUP BY payment_id) t
  WHERE b.payment_id = t.payment_id`;
