import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { ChangeRecurringCharge, type RecurringChargeRecord } from '#contracts/billing/recurring-charges';
import { todayIn } from '#kernel/dates';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { BadRecurrence } from '../../domain/payment.errors.js';
import { dueOccurrence, firstFrom } from '../../domain/recurrence.js';
import { RecurringCharges } from '../../persistence/recurring-charges.js';

@CommandHandler(ChangeRecurringCharge)
export class ChangeRecurringChargeHandler implements ICommandHandler<ChangeRecurringCharge> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly recurring: RecurringCharges,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: ChangeRecurringCharge): Promise<RecurringChargeRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.change(em, command, organization));
  }

  private async change(
    em: EntityManager,
    command: ChangeRecurringCharge,
    organization: ActingOrganization,
  ): Promise<RecurringChargeRecord> {
    const { recurringChargeId: id, version } = command;
    const before = await this.recurring.lock(em, organization.id, id);
    if (before.version !== version) throw new Stale('billing.stale-recurring-charge', { version: before.version });
    const { paused = before.paused, netMinor = before.netMinor } = command;
    const endsOn = command.endsOn === undefined ? before.endsOn : command.endsOn;
    if (endsOn !== null && endsOn < before.startsOn) throw new BadRecurrence('it ends before it begins');
    // What fell into a pause is not made up for.
    const resumed = before.paused && !paused;
    const today = todayIn(organization.timeZone, this.clock.now());
    const occurrences = resumed ? firstFrom(before, before.occurrences, today) : before.occurrences;
    const nextOn = dueOccurrence({ ...before, endsOn }, occurrences);
    await this.recurring.change(em, id, { paused, endsOn, netMinor, nextOn, occurrences });
    const facts = { paused, endsOn, netMinor, nextOn };
    await this.audit.record(em, { organizationId: organization.id, action: 'billing.recurring-charge-changed', subject: id, facts });
    return this.recurring.get(em, organization.id, id);
  }
}
