import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { ChangePlannedPayment, type PlannedPaymentRecord } from '#contracts/billing/planned-payments';
import { todayIn } from '#kernel/dates';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { PlannedDayPassed, PlannedPaymentState } from '../../domain/payment.errors.js';
import { PlannedPayments } from '../../persistence/planned-payments.js';

@CommandHandler(ChangePlannedPayment)
export class ChangePlannedPaymentHandler implements ICommandHandler<ChangePlannedPayment> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly planned: PlannedPayments,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: ChangePlannedPayment): Promise<PlannedPaymentRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.move(em, command, organization));
  }

  private async move(em: EntityManager, command: ChangePlannedPayment, organization: ActingOrganization): Promise<PlannedPaymentRecord> {
    const { plannedPaymentId: id, version, dueOn } = command;
    const [before] = await this.planned.lock(em, organization.id, [id]);
    if (before.version !== version) throw new Stale('billing.stale-planned-payment', { version: before.version });
    if (before.state !== 'planned') throw new PlannedPaymentState({ state: before.state });
    const today = todayIn(organization.timeZone, this.clock.now());
    if (before.dueOn <= today) throw new PlannedDayPassed({ dueOn: before.dueOn, today });
    if (dueOn < today) throw new PlannedDayPassed({ dueOn, today });
    await this.planned.move(em, id, dueOn);
    const facts = { from: before.dueOn, to: dueOn };
    await this.audit.record(em, { organizationId: organization.id, action: 'billing.planned-payment-moved', subject: id, facts });
    return this.planned.get(em, organization.id, id);
  }
}
