import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CancelPaymentPlan, type PaymentPlanRecord } from '#contracts/billing/recurring-charges';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { PaymentPlans } from '../../persistence/payment-plans.js';
import { PlannedPayments } from '../../persistence/planned-payments.js';

@CommandHandler(CancelPaymentPlan)
export class CancelPaymentPlanHandler implements ICommandHandler<CancelPaymentPlan> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly plans: PaymentPlans,
    private readonly planned: PlannedPayments,
    private readonly audit: Audit,
  ) {}

  execute(command: CancelPaymentPlan): Promise<PaymentPlanRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.cancel(em, command, organization.id));
  }

  /** What is being charged right now is not taken back: it comes to its end. */
  private async cancel(em: EntityManager, { paymentPlanId }: CancelPaymentPlan, organizationId: Uuid): Promise<PaymentPlanRecord> {
    await this.plans.cancel(em, organizationId, paymentPlanId);
    const { instalments } = await this.plans.get(em, organizationId, paymentPlanId);
    const locked = await this.planned.lock(
      em,
      organizationId,
      instalments.map((one) => one.id),
    );
    const open = locked.filter((one) => one.state === 'planned' || one.state === 'failed').map((one) => one.id);
    await this.planned.become(em, open, 'dismissed');
    const facts = { dismissed: open.length };
    await this.audit.record(em, { organizationId, action: 'billing.payment-plan-cancelled', subject: paymentPlanId, facts });
    return this.plans.get(em, organizationId, paymentPlanId);
  }
}
