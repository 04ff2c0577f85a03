import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import type { PaymentRecord } from '#contracts/billing/payments';
import { CapturePlannedPayment } from '#contracts/billing/planned-payments';
import { todayIn } from '#kernel/dates';
import { derivedId } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { PlannedPaymentState } from '../../domain/payment.errors.js';
import { PaymentPlans } from '../../persistence/payment-plans.js';
import { PaymentRecords } from '../../persistence/payment-records.js';
import { PlannedPayments } from '../../persistence/planned-payments.js';
import { Receipts } from '../../persistence/receipts.js';

@CommandHandler(CapturePlannedPayment)
export class CapturePlannedPaymentHandler implements ICommandHandler<CapturePlannedPayment> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly planned: PlannedPayments,
    private readonly plans: PaymentPlans,
    private readonly receipts: Receipts,
    private readonly records: PaymentRecords,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: CapturePlannedPayment): Promise<PaymentRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.capture(em, command, organization));
  }

  /** Not while a provider is being asked: it may take the money too. */
  private async capture(em: EntityManager, command: CapturePlannedPayment, organization: ActingOrganization): Promise<PaymentRecord> {
    const { plannedPaymentId, method, reference = null } = command;
    const [planned] = await this.planned.lock(em, organization.id, [plannedPaymentId]);
    if (planned.state !== 'planned' && planned.state !== 'failed') throw new PlannedPaymentState({ state: planned.state });
    const { issuerId, debtorId, billingAccountId, amountMinor, currency } = planned;
    const id = derivedId('payment', plannedPaymentId);
    const bookedOn = todayIn(organization.timeZone, this.clock.now());
    const cause = { reference, reason: null, operationId: null, plannedPaymentId };
    const meant = (await this.plans.invoicesMeant(em, 'id', [plannedPaymentId])).get(plannedPaymentId) ?? [];
    const payment = {
      kind: 'payment',
      id,
      issuerId,
      debtorId,
      billingAccountId,
      method,
      amountMinor,
      currency,
      bookedOn,
      ...cause,
    } as const;
    await this.receipts.receive(em, [payment], new Map([[id, meant]]));
    await this.planned.paid(em, [{ id: plannedPaymentId, paymentId: id }]);
    const facts = { paymentId: id, amountMinor, currency, method };
    await this.audit.record(em, {
      organizationId: organization.id,
      action: 'billing.planned-payment-captured',
      subject: plannedPaymentId,
      facts,
    });
    return this.records.payment(em, organization.id, id);
  }
}
