import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetBillingSettings, type BillingSettingsRecord } from '#contracts/billing/billing-settings';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { BillingSettings } from '../../persistence/billing-settings.js';

/** An organization reads its own. */
@QueryHandler(GetBillingSettings)
export class GetBillingSettingsHandler implements IQueryHandler<GetBillingSettings> {
  constructor(
    private readonly database: Database,
    private readonly settings: BillingSettings,
  ) {}

  execute({ organizationId }: GetBillingSettings): Promise<BillingSettingsRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    if (organization.id !== organizationId) throw new Missing('billing.no-such-settings');
    return this.database.transaction((em) => this.settings.get(em, organizationId));
  }
}
