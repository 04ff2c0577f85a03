import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetOnlineSettings, type OnlineSettingsRecord } from '#contracts/billing/planned-payments';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { OnlineSettings } from '../../persistence/online-settings.js';

@QueryHandler(GetOnlineSettings)
export class GetOnlineSettingsHandler implements IQueryHandler<GetOnlineSettings> {
  constructor(
    private readonly database: Database,
    private readonly records: OnlineSettings,
  ) {}

  execute(): Promise<OnlineSettingsRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.shown(em, organization));
  }
}
