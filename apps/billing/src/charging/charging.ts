import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { derivedId, type Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { draftCharges } from '../domain/charge.js';
import type { MeantFor } from '../domain/matching.js';
import type { ProviderAnswer } from '../domain/ports/payment-provider.js';
import { Charges, type ChargeToRequest } from '../persistence/charges.js';
import { Matching } from '../persistence/matching.js';
import { OwnAccounts } from '../persistence/own-accounts.js';
import { PaymentPlans } from '../persistence/payment-plans.js';
import { Payments, type MoneyToRecord } from '../persistence/payments.js';
import { PlannedPayments, type DueFilter } from '../persistence/planned-payments.js';
import { Receipts } from '../persistence/receipts.js';
import { PaymentProviders } from '../providers/payment-providers.js';

/** What a batch of planned payments came to. */
export interface Collected {
  readonly planned: number;
  readonly charges: number;
  readonly chargedMinor: number;
  readonly covered: number;
}

export interface Asked {
  readonly asked: number;
  readonly succeeded: number;
  readonly declined: number;
}

interface Answered {
  readonly charge: ChargeToRequest;
  readonly answer: ProviderAnswer;
}

/** A provider that has not answered is asked again after so long; its own time to answer is shorter. */
const askAgainAfterMs = 60_000;
const conversations = 8;

/**
 * Collecting electronic money, safe against charging twice: what is to be charged is recorded and committed first, the provider is
 * asked under the charge's own id, and its answer is recorded once. Whatever happens in between, the same question is asked again.
 */
@Injectable()
export class Charging {
  constructor(
    private readonly database: Database,
    private readonly providers: PaymentProviders,
    private readonly planned: PlannedPayments,
    private readonly plans: PaymentPlans,
    private readonly charges: Charges,
    private readonly payments: Payments,
    private readonly receipts: Receipts,
    private readonly matching: Matching,
    private readonly accounts: OwnAccounts,
    private readonly audit: Audit,
  ) {}

  /** Turns planned payments that are due into charges. Credit that is free settles first; what it covers is not charged. */
  async collect(em: EntityManager, issuerId: Uuid, due: DueFilter): Promise<Collected> {
    const payments = await this.planned.lockDue(em, issuerId, due);
    if (payments.length === 0) return { planned: 0, charges: 0, chargedMinor: 0, covered: 0 };
    const accountIds = [...new Set(payments.map((payment) => payment.billingAccountId))];
    await this.charges.lockAccounts(em, accountIds);
    await this.matching.settleOldest(
      em,
      accountIds.map((billingAccountId) => ({ billingAccountId })),
    );
    const { charges, covered } = draftCharges(payments, await this.charges.owed(em, accountIds));
    const accounts = await this.accounts.all(em, accountIds);
    await this.charges.request(
      em,
      charges.map((charge) => ({ ...charge, ...accounts.of(charge.billingAccountId), kind: 'charge', paymentId: null, bookedOn: due.on })),
    );
    const pairs = charges.flatMap((charge) => charge.plannedIds.map((id) => ({ id, chargeId: charge.id })));
    await this.planned.charging(em, pairs);
    await this.planned.become(em, covered, 'covered');
    const chargedMinor = charges.reduce((total, charge) => total + charge.amountMinor, 0);
    return { planned: payments.length, charges: charges.length, chargedMinor, covered: covered.length };
  }

  /** Asks the provider about some of the issuer's charges, or one, and records what it says. Without a provider they fail. */
  async ask(issuerId: Uuid, which: { limit: number; id?: Uuid }): Promise<Asked> {
    const notSince = new Date(Date.now() - askAgainAfterMs); // By the database's clock they are stamped, not by one that tests move.
    const scope = { organizations: [issuerId] };
    const charges = await this.database.transaction((em) => this.charges.claim(em, issuerId, { ...which, notSince }), scope);
    if (charges.length === 0) return { asked: 0, succeeded: 0, declined: 0 };
    const answered = await this.answers(charges);
    return this.database.transaction((em) => this.record(em, issuerId, answered), scope);
  }

  private async answers(charges: readonly ChargeToRequest[]): Promise<Answered[]> {
    const waiting = [...charges];
    const answered: Answered[] = [];
    const converse = async (): Promise<void> => {
      for (let charge = waiting.pop(); charge; charge = waiting.pop()) answered.push({ charge, answer: await this.askAbout(charge) });
    };
    await Promise.all(Array.from({ length: conversations }, converse));
    return answered;
  }

  private async askAbout({ id: key, kind, method, instrument, amountMinor, currency }: ChargeToRequest): Promise<ProviderAnswer> {
    const provider = this.providers.configured;
    if (!provider) return { outcome: 'declined', reason: 'no-payment-provider' };
    return kind === 'charge'
      ? provider.charge({ key, method, instrument, amountMinor, currency })
      : provider.refund({ key, transaction: instrument, amountMinor, currency });
  }

  /** Once for each charge: whoever comes second finds it settled. */
  private async record(em: EntityManager, issuerId: Uuid, answered: readonly Answered[]): Promise<Asked> {
    const open = await this.charges.lockRequested(
      em,
      answered.map(({ charge }) => charge.id),
    );
    const known = answered.flatMap(({ charge, answer }) =>
      open.has(charge.id) && answer.outcome !== 'unknown' ? [{ charge, answer }] : [],
    );
    const received = known.flatMap(({ charge, answer }) =>
      charge.kind === 'charge' && answer.outcome === 'succeeded' ? [paymentOf(charge, answer.transaction)] : [],
    );
    const returned = known.flatMap(({ charge, answer }) =>
      charge.kind === 'refund' && answer.outcome === 'declined' ? [stillHere(charge)] : [],
    );
    await this.planned.lockCharged(
      em,
      known.map(({ charge }) => charge.id),
    );
    await this.receipts.receive(em, received, await this.meantFor(em, known));
    await this.payments.record(em, returned);
    const outcomes = known.map(({ charge, answer }) => ({
      id: charge.id,
      state: answer.outcome,
      paymentId: charge.kind === 'refund' ? charge.paymentId : answer.outcome === 'succeeded' ? paymentIdOf(charge) : null,
      transaction: answer.outcome === 'succeeded' ? answer.transaction : null,
      failure: answer.outcome === 'declined' ? answer.reason : null,
    }));
    await this.charges.settle(em, outcomes);
    await this.planned.charged(
      em,
      outcomes.map(({ id, paymentId, failure }) => ({ chargeId: id, paymentId, failure })),
    );
    const counts = {
      asked: answered.length,
      succeeded: outcomes.filter((outcome) => outcome.state === 'succeeded').length,
      declined: outcomes.filter((outcome) => outcome.state === 'declined').length,
    };
    if (outcomes.length > 0) {
      const amountMinor = received.reduce((total, payment) => total + payment.amountMinor, 0);
      const facts = { ...counts, amountMinor, currency: known[0].charge.currency };
      await this.audit.record(em, { organizationId: issuerId, action: 'billing.charges-settled', subject: outcomes[0].id, facts });
    }
    return counts;
  }

  /** By payment: the invoices that the instalments it pays are of. */
  private async meantFor(em: EntityManager, known: readonly Answered[]): Promise<MeantFor> {
    const charges = known.map(({ charge }) => charge);
    const meant = await this.plans.invoicesMeant(
      em,
      'charge_id',
      charges.map(({ id }) => id),
    );
    return new Map(charges.flatMap((charge) => (meant.has(charge.id) ? [[paymentIdOf(charge), meant.get(charge.id) ?? []]] : [])));
  }
}

const paymentIdOf = ({ id }: ChargeToRequest): Uuid => derivedId('payment', id);

const paymentOf = (charge: ChargeToRequest, transaction: string): MoneyToRecord => ({
  kind: 'payment',
  id: paymentIdOf(charge),
  issuerId: charge.issuerId,
  debtorId: charge.debtorId,
  billingAccountId: charge.billingAccountId,
  method: charge.method,
  amountMinor: charge.amountMinor,
  currency: charge.currency,
  bookedOn: charge.bookedOn,
  reference: transaction,
  reason: null,
  operationId: null,
  plannedPaymentId: null,
});

/** A refund that the provider declined: the money is still here, as credit on account. */
const stillHere = (charge: ChargeToRequest): MoneyToRecord => ({ ...paymentOf(charge, ''), reference: null, reason: 'refund-declined' });
