import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { DepositCheques, type Deposit, type PlannedPaymentRecord } from '#contracts/billing/planned-payments';
import { todayIn, type LocalDate } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { ChequeNotDepositable } from '../../domain/payment.errors.js';
import type { MoneyToRecord } from '../../persistence/payments.js';
import { PlannedPayments } from '../../persistence/planned-payments.js';
import { Receipts } from '../../persistence/receipts.js';

@CommandHandler(DepositCheques)
export class DepositChequesHandler implements ICommandHandler<DepositCheques> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly planned: PlannedPayments,
    private readonly receipts: Receipts,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: DepositCheques): Promise<{ payments: Deposit[] }> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.deposit(em, command, organization));
  }

  private async deposit(em: EntityManager, command: DepositCheques, organization: ActingOrganization): Promise<{ payments: Deposit[] }> {
    const today = todayIn(organization.timeZone, this.clock.now());
    const cheques = await this.planned.lock(em, organization.id, command.plannedPaymentIds);
    for (const cheque of cheques) mustBeDepositable(cheque, today);
    const payments = cheques.map((cheque) => paymentOf(cheque, today));
    await this.receipts.receive(em, payments);
    const pairs = payments.map(({ id, plannedPaymentId }) => ({ id: plannedPaymentId, paymentId: id }));
    await this.planned.paid(em, pairs);
    const amountMinor = payments.reduce((total, payment) => total + payment.amountMinor, 0);
    await this.audit.record(em, {
      organizationId: organization.id,
      action: 'billing.cheques-deposited',
      subject: payments[0].id,
      facts: { cheques: payments.length, amountMinor, currency: payments[0].currency },
    });
    return { payments: pairs.map(({ id, paymentId }) => ({ plannedPaymentId: id, paymentId })) };
  }
}

/** Waiting, and not before its day (BIL-14). */
function mustBeDepositable({ id, method, state, dueOn }: PlannedPaymentRecord, today: LocalDate): void {
  if (method !== 'cheque' || state !== 'planned' || dueOn > today) throw new ChequeNotDepositable({ plannedPaymentId: id, state, dueOn });
}

const paymentOf = (cheque: PlannedPaymentRecord, today: LocalDate): MoneyToRecord & { plannedPaymentId: Uuid } => ({
  kind: 'payment',
  id: derivedId('payment', cheque.id),
  issuerId: cheque.issuerId,
  debtorId: cheque.debtorId,
  billingAccountId: cheque.billingAccountId,
  method: 'cheque',
  amountMinor: cheque.amountMinor,
  currency: cheque.currency,
  bookedOn: today,
  reference: cheque.reference,
  reason: null,
  operationId: null,
  plannedPaymentId: cheque.id,
});
