import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ChangeOnlineSettings, type OnlineSettingsRecord } from '#contracts/billing/planned-payments';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { OnlineSettings } from '../../persistence/online-settings.js';
import { PaymentProviders } from '../../providers/payment-providers.js';

@CommandHandler(ChangeOnlineSettings)
export class ChangeOnlineSettingsHandler implements ICommandHandler<ChangeOnlineSettings> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly settings: OnlineSettings,
    private readonly providers: PaymentProviders,
    private readonly audit: Audit,
  ) {}

  execute(command: ChangeOnlineSettings): Promise<OnlineSettingsRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const { allowed, minimumMinor } = command;
    if (allowed) this.providers.get();
    return this.idempotency.once(command, async (em) => {
      await this.settings.keep(em, organization.id, { allowed, minimumMinor });
      const facts = { allowed, minimumMinor };
      await this.audit.record(em, {
        organizationId: organization.id,
        action: 'billing.online-settings-changed',
        subject: organization.id,
        facts,
      });
      return this.settings.shown(em, organization);
    });
  }
}
