import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { ReversePayment, type PaymentRecord } from '#contracts/billing/payments';
import { todayIn } from '#kernel/dates';
import { derivedId } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { OwnPayments } from '../../persistence/own-payments.js';
import { PaymentRecords } from '../../persistence/payment-records.js';
import { Refunds } from '../../persistence/refunds.js';

@CommandHandler(ReversePayment)
export class ReversePaymentHandler implements ICommandHandler<ReversePayment> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly payments: OwnPayments,
    private readonly refunds: Refunds,
    private readonly records: PaymentRecords,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: ReversePayment): Promise<PaymentRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.reverse(em, command, organization));
  }

  private async reverse(em: EntityManager, { paymentId }: ReversePayment, organization: ActingOrganization): Promise<PaymentRecord> {
    await this.payments.get(em, organization.id, paymentId);
    const bookedOn = todayIn(organization.timeZone, this.clock.now());
    const given = await this.refunds.reverse(em, [{ id: derivedId('reversal', paymentId), paymentId, bookedOn, reason: 'returned' }]);
    for (const { id, amountMinor, currency } of given) {
      const facts = { refundId: id, amountMinor, currency };
      await this.audit.record(em, { organizationId: organization.id, action: 'billing.payment-reversed', subject: paymentId, facts });
    }
    return this.records.payment(em, organization.id, paymentId);
  }
}
