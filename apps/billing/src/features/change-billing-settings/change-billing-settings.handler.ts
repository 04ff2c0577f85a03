import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ChangeBillingSettings, type BillingSettingsRecord } from '#contracts/billing/billing-settings';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { UpstreamDaysNeeded } from '../../domain/credit.errors.js';
import { BillingSettings } from '../../persistence/billing-settings.js';

/** For what is issued and cancelled from now on; nothing issued changes. */
@CommandHandler(ChangeBillingSettings)
export class ChangeBillingSettingsHandler implements ICommandHandler<ChangeBillingSettings> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly settings: BillingSettings,
    private readonly audit: Audit,
  ) {}

  execute(command: ChangeBillingSettings): Promise<BillingSettingsRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    if (organization.id !== command.organizationId) throw new Missing('billing.no-such-settings');
    return this.idempotency.once(command, (em) => this.change(em, command));
  }

  private async change(em: EntityManager, command: ChangeBillingSettings): Promise<BillingSettingsRecord> {
    const { organizationId, version, upstreamCredit, upstreamDays, accrual, dueDays, tellClientsOf } = command;
    const before = await this.settings.getForUpdate(em, organizationId);
    if (before.version !== version) throw new Stale('billing.stale-settings', { version: before.version });
    const policy = upstreamCredit ?? before.upstreamCredit;
    const days = policy === 'within-days' ? (upstreamDays ?? before.upstreamDays) : (upstreamDays ?? null);
    if ((policy === 'within-days') !== (days !== null)) throw new UpstreamDaysNeeded();
    const changed: BillingSettingsRecord = {
      organizationId,
      upstreamCredit: policy,
      upstreamDays: days,
      accrual: accrual ?? before.accrual,
      dueDays: dueDays ?? before.dueDays,
      tellClientsOf: tellClientsOf ?? before.tellClientsOf,
      version: version + 1,
    };
    await this.settings.save(em, changed);
    await this.audit.record(em, { organizationId, action: 'billing.settings-changed', subject: organizationId, facts: changed });
    return changed;
  }
}
