import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { SteerPlannedPayment, type PlannedPaymentRecord } from '#contracts/billing/planned-payments';
import { todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { Charging } from '../../charging/charging.js';
import { PlannedPaymentState } from '../../domain/payment.errors.js';
import { PlannedPayments } from '../../persistence/planned-payments.js';
import { PaymentProviders } from '../../providers/payment-providers.js';

/** How many charges an account can have waiting at most before somebody should look at it. */
const chargesOfAnAccount = 20;

@CommandHandler(SteerPlannedPayment)
export class SteerPlannedPaymentHandler implements ICommandHandler<SteerPlannedPayment> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly database: Database,
    private readonly planned: PlannedPayments,
    private readonly charging: Charging,
    private readonly providers: PaymentProviders,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: SteerPlannedPayment): Promise<PlannedPaymentRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const { plannedPaymentId, action } = command;
    if (action === 'retry') this.providers.get();
    await this.idempotency.once(command, (em) => this.steer(em, command, organization));
    if (action === 'retry') await this.charging.ask(organization.id, { limit: chargesOfAnAccount });
    return this.database.transaction((em) => this.planned.get(em, organization.id, plannedPaymentId));
  }

  private async steer(
    em: EntityManager,
    { plannedPaymentId, action }: SteerPlannedPayment,
    organization: ActingOrganization,
  ): Promise<{ id: Uuid }> {
    const [planned] = await this.planned.lock(em, organization.id, [plannedPaymentId]);
    if (!allowed[action].includes(planned.state)) throw new PlannedPaymentState({ state: planned.state });
    await this.planned.become(em, [plannedPaymentId], action === 'retry' ? 'planned' : 'dismissed');
    if (action === 'retry') {
      const on = todayIn(organization.timeZone, this.clock.now());
      await this.charging.collect(em, organization.id, { on, accounts: 1, billingAccountId: planned.billingAccountId });
    }
    const done = action === 'retry' ? 'billing.planned-payment-retried' : 'billing.planned-payment-dismissed';
    const facts = { amountMinor: planned.amountMinor, currency: planned.currency };
    await this.audit.record(em, { organizationId: organization.id, action: done, subject: plannedPaymentId, facts });
    return { id: plannedPaymentId };
  }
}

/** What failed is tried again; what failed, or has not been tried yet, is given up. */
const allowed: Record<'retry' | 'dismiss', readonly string[]> = { retry: ['failed'], dismiss: ['failed', 'planned'] };
